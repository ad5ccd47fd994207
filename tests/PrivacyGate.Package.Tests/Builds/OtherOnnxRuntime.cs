using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>A program that runs its model itself, on another version of ONNX Runtime than the gate's.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed class OtherOnnxRuntime(PackedPackage package) : IDisposable
{
    private const string Theirs = "1.30.0";

    private readonly string folder = Directory.CreateTempSubdirectory("privacygate consumer-").FullName;

    [Fact]
    public void It_builds_is_gated_and_runs_on_its_own_version()
    {
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="packed" value="{Path.GetDirectoryName(package.File)}" /></packageSources>
            </configuration>
            """);
        Write("Credit.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="{Theirs}" />
                <PackageReference Include="PrivacyGate.MSBuild" Version="{package.Version}" PrivateAssets="all" />
                {ProjectText.Item("like-holdout.csv")}
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", """
            using Microsoft.ML.OnnxRuntime;

            using var session = new InferenceSession(System.IO.Path.Combine("models", "score.onnx"));
            System.Console.WriteLine(OrtEnv.Instance().GetVersionString() + " " + session.InputMetadata.Count);
            """);
        Directory.CreateDirectory(Path.Combine(folder, "models"));
        var fixtures = Path.Combine(AppContext.BaseDirectory, "fixtures");
        File.Copy(Path.Combine(fixtures, "score.onnx"), Path.Combine(folder, "models", "score.onnx"));
        foreach (var records in Directory.GetFiles(fixtures, "*.csv"))
        {
            File.Copy(records, Path.Combine(folder, Path.GetFileName(records)));
        }

        var built = Dotnet.Run(folder, "build", "-tl:off");
        Assert.True(built.ExitCode == 0, built.ToString());
        Assert.Contains("PG0100", built.Output, StringComparison.Ordinal);
        Assert.Empty(built.Warnings);

        // Nothing of the gate's own runtime has come along.
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, "bin"), "PrivacyGate*", SearchOption.AllDirectories));

        var ran = Dotnet.Run(folder, "run", "--no-build");
        Assert.True(ran.ExitCode == 0, ran.ToString());
        Assert.Equal(Theirs + " 1", ran.Output.Trim());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
