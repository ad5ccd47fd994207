namespace PrivacyGate.Package.Tests.Infrastructure;

internal static class ProjectText
{
    /// <summary>The item stands on line 10, column 5.</summary>
    public static string Of(string version, string frameworks, string properties, string items) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <{(frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework")}>{frameworks}</{(frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework")}>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>{properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="PrivacyGate.MSBuild" Version="{version}" PrivateAssets="all" />
          </ItemGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;

    /// <summary>A model that is sure of its members and of nothing else.</summary>
    public static string Item(string members = "members.csv", string more = "MaxAdvantage=\"0.20\"") =>
        $"""<PrivacyGateModel Include="models/score.onnx" Members="{members}" NonMembers="holdout.csv" Label="approved" {more} />""";
}
