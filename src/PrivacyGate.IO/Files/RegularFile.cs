using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyGate.IO.Files;

/// <summary>
/// Tells files from what only has a file's name: opening a pipe without a writer never returns, and a device may have no
/// end. Compiled into each room that opens what a user names.
/// </summary>
internal static class RegularFile
{
    /// <summary>The part of a Unix mode that says what a path names.</summary>
    private const int TypeBits = 0xF000;

    /// <summary>What the path names if that is no file that can be read to an end, with links followed: "a folder", "a pipe", "a device" or "a socket". Null for a file, and for what is not there.</summary>
    public static string? NotOne(string path)
    {
        if (Directory.Exists(path))
        {
            return "a folder";
        }

        return OperatingSystem.IsWindows() || path.Contains('\0', StringComparison.Ordinal) ? null : (ModeOf(path) & TypeBits) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    private static int ModeOf(string path)
    {
        try
        {
            return Stat(Encoding.UTF8.GetBytes(path + '\0'), out var status) == 0 ? status.Mode : 0;
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            // A runtime of another make: opening tells what is wrong.
            return 0;
        }
    }

    /// <summary>.NET's own portable view of stat(2): libc's differs by system and processor, and no class of .NET tells the type.</summary>
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(byte[] path, out Status status);

    /// <summary>Larger than what is written to it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Status
    {
        [FieldOffset(4)]
        public readonly int Mode;
    }
}
