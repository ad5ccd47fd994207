using System.Reflection;

namespace PrivacyGate.Cli.Console;

/// <summary>The version of this tool, as reports state it.</summary>
internal static class ToolVersion
{
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
