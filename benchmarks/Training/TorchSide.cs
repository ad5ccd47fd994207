using System.Diagnostics;
using System.Globalization;

namespace PrivacyGate.Benchmarks.Training;

/// <summary>PyTorch in a process of its own, which trains when told to.</summary>
internal sealed class TorchSide : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process process;

    public TorchSide(string folder)
    {
        process = Start("serve", folder);
        Version = Read();
    }

    public string Version { get; }

    private static string Script => Path.Combine(AppContext.BaseDirectory, "torch_side.py");

    /// <summary>Writes the records and models both sides train.</summary>
    public static void Prepare(string folder, string shared)
    {
        using var process = Start("prepare", folder, shared);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("torch_side.py could not prepare the records; its reason stands above");
        }
    }

    /// <returns>Seconds for all shadows, and their mean loss.</returns>
    public (double Seconds, double Loss) Train(string name, int threads, int shadows, int epochs)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {threads} {shadows} {epochs}"));
        process.StandardInput.Flush();
        var told = Read().Split(' ');
        return (double.Parse(told[0], CultureInfo.InvariantCulture), double.Parse(told[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string Read() => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("torch_side.py ended; its reason stands above");

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Python, [Script, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
