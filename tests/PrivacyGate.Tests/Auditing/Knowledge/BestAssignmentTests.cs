using PrivacyGate.Auditing.Knowledge;

namespace PrivacyGate.Tests.Auditing.Knowledge;

public class BestAssignmentTests
{
    /// <summary>Against every way of giving the rows different columns.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    [InlineData(3, 6)]
    [InlineData(6, 7)]
    public void No_other_assignment_has_a_larger_sum(int rows, int columns)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var gain = new double[rows, columns];
            for (var i = 0; i < gain.Length; i++)
            {
                // Few values, so that there are ties; some negative.
                gain[i / columns, i % columns] = random.Next(-3, 8);
            }

            var found = BestAssignment.Of(gain);
            Assert.Equal(rows, found.Distinct().Count());
            Assert.Equal(Best(gain, 0, 0), found.Select((column, row) => gain[row, column]).Sum(), 1e-9);
        }
    }

    private static double Best(double[,] gain, int row, int taken) => row == gain.GetLength(0)
        ? 0
        : Enumerable.Range(0, gain.GetLength(1)).Where(column => (taken >> column & 1) == 0).Max(column => gain[row, column] + Best(gain, row + 1, taken | (1 << column)));
}
