namespace PrivacyGate.IO.Tests.Sinks;

/// <summary>A test of Unix permissions, skipped by name elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no Unix permissions" : null;
}
