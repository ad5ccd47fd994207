namespace PrivacyGate.Testing;

/// <summary>A test on a file of the data folder beside the repository; skipped by name where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(params string[] path)
    {
        var file = Repository.SharedPath(path);
        Skip = Path.Exists(file) ? null : $"needs ../shared/{string.Join('/', path)}, which is absent";
    }
}

/// <summary>A test of Unix permissions or signals; skipped by name elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no Unix permissions and signals" : null;
}

/// <inheritdoc cref="UnixFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no Unix permissions and signals" : null;
}

/// <summary>A test of what only Linux shows of its processes; skipped by name elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "only Linux shows the environment of a process";
}

/// <inheritdoc cref="LinuxFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "only Linux shows the environment of a process";
}

/// <summary>A test of a signal; skipped by name where it is ignored, which a job inherits: of Ctrl-C in the background of a shell, of a closed terminal under nohup.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SignalFactAttribute : FactAttribute
{
    private const string Status = "/proc/self/status";

    /// <param name="signal">HUP or INT.</param>
    public SignalFactAttribute(string signal)
    {
        Signal = signal;
        Skip = OperatingSystem.IsWindows() ? "Windows has no Unix signals"
            : IsIgnored(signal == "HUP" ? 1UL << 0 : 1UL << 1) ? $"SIG{signal} is ignored here, as in a background job"
            : null;
    }

    public string Signal { get; }

    private static bool IsIgnored(ulong mask) =>
        File.Exists(Status)
        && File.ReadLines(Status).First(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var line
        && (ulong.Parse(line.AsSpan(7).Trim(), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & mask) != 0;
}
