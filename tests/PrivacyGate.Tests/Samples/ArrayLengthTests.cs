using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Samples;

public class ArrayLengthTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 5, 0)]
    [InlineData(5, 0, 0)]
    [InlineData(1_000_000, 20, 20_000_000)]
    [InlineData(int.MaxValue, 0, 0)]
    public void Records_times_values_is_the_length(long rows, long width, int length) => Assert.Equal(length, ArrayLength.Of(rows, width));

    [Fact]
    public void The_longest_array_there_can_be_is_allowed() => Assert.Equal(Array.MaxLength, ArrayLength.Of(Array.MaxLength, 1));

    /// <summary>In 32 bits the second is 0 and the third 65,536: an array would be made, and be too short.</summary>
    [Theory]
    [InlineData(46_341, 46_341)]
    [InlineData(65_536, 65_536)]
    [InlineData(65_536, 65_537)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    public void More_than_an_array_holds_is_told_with_the_cure(long rows, long width)
    {
        var problem = Assert.Throws<InputException>(() => ArrayLength.Of(rows, width)).Diagnostic;

        Assert.Equal((DiagnosticIds.TooManyValues, Severity.Error), (problem.Id, problem.Severity));
        Assert.Contains(FormattableString.Invariant($"{rows} records of {width} values each"), problem.Message, StringComparison.Ordinal);
        Assert.Contains("audit fewer records", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Picking_more_rows_than_fit_is_told_and_not_tried()
    {
        var wide = new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [65_536], new float[65_536])], [0], [1], null, []);

        Assert.Equal(DiagnosticIds.TooManyValues, Assert.Throws<InputException>(() => wide.Pick(new int[65_537])).Diagnostic.Id);
    }
}
