using System.Runtime.InteropServices;
using PrivacyGate.Onnx.Runtime.Native;

namespace PrivacyGate.Onnx.Tests.Runtime.Native;

public class NativeLibraryTests
{
    private static readonly NativePlatform Windows = new(OSPlatform.Windows, Architecture.X64, IsMusl: false);
    private static readonly NativePlatform Linux = new(OSPlatform.Linux, Architecture.Arm64, IsMusl: false);

    [Fact]
    public void An_override_that_points_nowhere_is_PG0304_and_names_the_path()
    {
        var path = Path.Combine(Path.GetTempPath(), "no such folder", "libonnxruntime.so");
        var failure = Assert.Throws<NativeLibraryException>(() => NativeLibraryLoader.Load(NativePlatform.Current, path));
        Assert.Equal("PG0304", failure.Code);
        Assert.Equal("PG0304", failure.Data["Code"]);
        Assert.StartsWith("PG0304: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Problem, StringComparison.Ordinal);
        Assert.Contains("PRIVACYGATE_ONNXRUNTIME", failure.Problem, StringComparison.Ordinal);
        Assert.IsAssignableFrom<DllNotFoundException>(failure);
    }

    [Fact]
    public void An_override_that_is_no_library_is_PG0304_and_names_the_path()
    {
        var path = typeof(NativeLibraryTests).Assembly.Location;
        var failure = Assert.Throws<NativeLibraryException>(() => NativeLibraryLoader.Load(NativePlatform.Current, path));
        Assert.Equal("PG0304", failure.Code);
        Assert.Contains(path, failure.Problem, StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
    }

    [Fact]
    public void Another_library_is_PG0304()
    {
        var other = NativeLibrary.Load(OperatingSystem.IsWindows() ? "kernel32.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6");
        var failure = Assert.Throws<NativeLibraryException>(() => NativeLibraryLoader.CheckVersion(other));
        Assert.Equal("PG0304", failure.Code);
        Assert.Contains("OrtGetApiBase", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_override_may_be_the_library_or_its_folder_and_nothing_else_is_tried()
    {
        var folder = AppContext.BaseDirectory;
        Assert.Equal([Path.Combine(folder, "onnxruntime.dll")], NativeLibraryLocator.Candidates(Windows, folder, ["elsewhere"]));
        Assert.Equal([Path.GetFullPath("my-ort.so")], NativeLibraryLocator.Candidates(Linux, " my-ort.so ", ["elsewhere"]));
    }

    [Fact]
    public void The_folder_of_the_platform_is_tried_before_the_folder_itself()
    {
        Assert.Equal(
            [Path.Combine("app", "runtimes", "linux-arm64", "native", "libonnxruntime.so"), Path.Combine("app", "libonnxruntime.so")],
            NativeLibraryLocator.Candidates(Linux, null, ["", "app", "app"]));
        Assert.Equal("osx-arm64", new NativePlatform(OSPlatform.OSX, Architecture.Arm64, false).Rid);
        Assert.Equal("libonnxruntime.dylib", new NativePlatform(OSPlatform.OSX, Architecture.Arm64, false).LibraryFile);
        Assert.Contains(AppContext.BaseDirectory, NativeLibraryLocator.ProbedFolders());
    }

    [Theory]
    [InlineData("LINUX", Architecture.X64, true, "linux-musl-x64")]
    [InlineData("OSX", Architecture.X64, false, "osx-x64")]
    [InlineData("WINDOWS", Architecture.X86, false, "win-x86")]
    [InlineData("LINUX", Architecture.Arm, false, "linux-arm")]
    public void A_platform_without_a_library_is_PG0303_unless_the_user_brings_one(string system, Architecture architecture, bool isMusl, string rid)
    {
        var platform = new NativePlatform(OSPlatform.Create(system), architecture, isMusl);
        var failure = Assert.Throws<NativeLibraryException>(() => NativeLibraryLocator.Candidates(platform, null, ["app"]));
        Assert.Equal("PG0303", failure.Code);
        Assert.Contains(rid, failure.Problem, StringComparison.Ordinal);
        Assert.Single(NativeLibraryLocator.Candidates(platform, "my-own", ["app"]));
    }

    [Fact]
    public void A_Windows_without_the_Visual_C_runtime_is_PG0306_and_names_the_missing_file()
    {
        var cause = new DllNotFoundException("The specified module could not be found.");
        var failure = NativeLoadFailure.Explain(Windows, "app/onnxruntime.dll", cause, file => file != "msvcp140_1.dll");
        Assert.Equal("PG0306", failure.Code);
        Assert.Contains("msvcp140_1.dll", failure.Problem, StringComparison.Ordinal);
        Assert.Equal("PG0304", NativeLoadFailure.Explain(Windows, "app/onnxruntime.dll", cause, _ => true).Code);
    }

    [Fact]
    public void A_Linux_with_an_old_glibc_is_PG0307()
    {
        // What ld.so says on CentOS 7 (glibc 2.17).
        var cause = new DllNotFoundException("/lib64/libm.so.6: version `GLIBC_2.27' not found (required by /app/libonnxruntime.so)");
        Assert.Equal("PG0307", NativeLoadFailure.Explain(Linux, "app/libonnxruntime.so", cause).Code);
    }

    [Fact]
    public void Every_message_is_one_ascii_line_without_a_bracket_that_a_build_log_would_read_as_a_project()
    {
        var cause = new DllNotFoundException("first\nsecond line.\r\n");
        var message = NativeLoadFailure.Explain(Linux, "app/libonnxruntime.so", cause).Message;
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain(" [", message, StringComparison.Ordinal);
        Assert.True(System.Text.Ascii.IsValid(message));
        Assert.Contains("first second line;", message, StringComparison.Ordinal);
    }
}
