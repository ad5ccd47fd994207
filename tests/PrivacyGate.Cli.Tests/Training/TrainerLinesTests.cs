using PrivacyGate.Run.Training;

namespace PrivacyGate.Cli.Tests.Training;

public sealed class TrainerLinesTests
{
    [Fact]
    public async Task Lines_are_cut_and_a_line_without_end_takes_no_memory()
    {
        var lines = new List<string>();
        var before = GC.GetAllocatedBytesForCurrentThread();

        await TrainerLines.Read(new Endless(50_000_000), lines.Add);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        Assert.Equal(["first", TrainerLines.Longest + 1 + "", "last"], lines.Where(static line => line.Length > 0).Select(static line => line.Length > 10 ? line.Length + "" : line));
    }

    /// <summary>A short line, a very long one and a short one.</summary>
    private sealed class Endless(int letters) : TextReader
    {
        private int part;
        private int left = letters;

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Next(buffer.Span));

        public override Task<int> ReadAsync(char[] buffer, int index, int count) => Task.FromResult(Next(buffer.AsSpan(index, count)));

        private int Next(Span<char> buffer)
        {
            if (part == 1 && left > 0)
            {
                var count = Math.Min(left, buffer.Length);
                buffer[..count].Fill('x');
                left -= count;
                return count;
            }

            var text = part++ switch { 0 => "first\r\n", 1 => "\nlast", _ => "" };
            text.CopyTo(buffer);
            return text.Length;
        }
    }
}
