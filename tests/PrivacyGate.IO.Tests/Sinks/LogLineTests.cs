using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed class LogLineTests
{
    [Theory]
    [InlineData("##vso[task.setvariable variable=x]y", "##vso(task.setvariable variable=x]y")]
    [InlineData("a ##[group]b", "a ##(group]b")]
    [InlineData("::stop-commands::x", ": :stop-commands::x")]
    [InlineData("a\r\n::error::x", "a  : :error;:x")]
    [InlineData("node onnx::MatMul_7 (MatMul)", "node onnx::MatMul_7 (MatMul)")]
    [InlineData("x.cs(1,2): error CS0001: no", "x.cs(1,2): error CS0001; no")]
    [InlineData("Warning : no", "Warning ; no")]
    [InlineData("\u001b[31mred", "\\u001B[31mred")]
    [InlineData("models[0].name  K\u00fche  C:\\a.json:4:5", "models[0].name  K\u00fche  C:\\a.json:4:5")]
    public void No_reader_of_logs_takes_a_name_for_more_than_a_name(string text, string line) => Assert.Equal(line, LogLine.Text(text));

    [Fact]
    public void Hostile_names_start_no_command()
    {
        foreach (var line in Hostile.All.Select(LogLine.Text))
        {
            Assert.DoesNotContain(" ::", " " + line, StringComparison.Ordinal);
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', line);
        }
    }
}
