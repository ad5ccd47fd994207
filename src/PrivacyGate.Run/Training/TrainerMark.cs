using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PrivacyGate.Run.Training;

/// <summary>
/// A mark in a trainer's environment, which all that it starts inherits, whatever session or process group that moves to.
/// Linux shows the environment of a process, so what was left behind can be found and ended. On other systems only
/// <see cref="Process.Kill(bool)"/> reaches descendants.
/// </summary>
internal sealed class TrainerMark
{
    public const string Variable = "PRIVACYGATE_TRAINER";

    private const string Processes = "/proc";

    private static readonly string Run = Guid.NewGuid().ToString("N");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static int Trainers;

    private readonly string own = string.Create(CultureInfo.InvariantCulture, $"{Run}-{Interlocked.Increment(ref Trainers)};");

    /// <summary>Marks what will be started. A trainer may itself start a gate, whose trainers then bear both marks.</summary>
    public void Put(IDictionary<string, string?> environment) => environment[Variable] = environment.TryGetValue(Variable, out var outer) ? outer + own : own;

    /// <summary>Ends all that bears this mark.</summary>
    public void End() => End(own);

    /// <summary>Ends what any trainer of this process has started.</summary>
    public static void EndAll()
    {
        if (Volatile.Read(ref Trainers) > 0)
        {
            End(Run);
        }
    }

    /// <summary>Again until none is left: one may have started another while the list was read.</summary>
    private static void End(string mark)
    {
        var bytes = Encoding.ASCII.GetBytes(mark);
        var clock = Stopwatch.StartNew();
        while (OperatingSystem.IsLinux() && Marked(bytes) is { Count: > 0 } marked && clock.Elapsed < Patience)
        {
            marked.ForEach(Kill);
            Thread.Sleep(Pause);
        }
    }

    /// <summary>What has ended and waits for its parent has no environment any more.</summary>
    private static List<int> Marked(byte[] mark) =>
        [.. Directory.EnumerateDirectories(Processes)
            .Select(static folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && id != Environment.ProcessId && Environ(id).AsSpan().IndexOf(mark) >= 0)];

    private static byte[] Environ(int id)
    {
        try
        {
            return File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"{Processes}/{id}/environ"));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // It ended in the meantime, or is of another user, and so none of ours.
            return [];
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself in the meantime.
        }
    }
}
