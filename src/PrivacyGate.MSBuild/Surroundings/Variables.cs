using System.Collections;

namespace PrivacyGate.Surroundings;

/// <summary>Environment variables as MSBuild makes properties of them: it knows no case in names, also where the system does.</summary>
internal static class Variables
{
    public static string? Of(string name) => Environment.GetEnvironmentVariable(name)
        ?? Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().FirstOrDefault(variable => string.Equals((string)variable.Key, name, StringComparison.OrdinalIgnoreCase)).Value as string;
}
