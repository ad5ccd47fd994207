using PrivacyGate.Run.Evidence;

namespace PrivacyGate.Cli.Tests;

public class OtherRecordsTests
{
    [Theory]
    [InlineData(1200, 446, 2400)] // Each is in half of the shadows.
    [InlineData(1_000_000, 446, 200_000)]
    [InlineData(int.MaxValue, 1, 200_000)]
    [InlineData(150_000, 12_288, 174_762)] // Pictures of 3 x 64 x 64: 200,000 would be more values than an array holds.
    [InlineData(1200, int.MaxValue, 1)]
    public void As_many_are_made_up_as_shadows_need_and_memory_holds(int targetRecords, int widest, int count)
    {
        Assert.Equal(count, OtherRecords.CountFor(targetRecords, widest));
        Assert.InRange((long)count * Math.Min(widest, Array.MaxLength), 1, Array.MaxLength);
    }
}
