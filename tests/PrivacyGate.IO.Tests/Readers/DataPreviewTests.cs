using System.Globalization;
using PrivacyGate.IO.Readers;

namespace PrivacyGate.IO.Tests.Readers;

public sealed class DataPreviewTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Columns_are_typed_counted_and_guessed()
    {
        folder.Write("t.csv", "age,income,smoker,job,diagnosis,set\n40,1.5,0,nurse,benign,train\n41,,1,cook,malignant,test\n42,3,1,nurse,benign,validation\n");

        var preview = DataPreview.Of(folder.PathOf("t.csv"));

        Assert.Equal(
            [("age", InferredType.Integer, 3), ("income", InferredType.Number, 2), ("smoker", InferredType.Boolean, 2), ("job", InferredType.Text, 2), ("diagnosis", InferredType.Text, 2), ("set", InferredType.Text, 3)],
            preview.Columns.Select(column => (column.Name, column.Type, column.DistinctCount)));
        Assert.Equal(1, preview.Columns[1].MissingCount);
        Assert.Equal(["cook", "nurse"], preview.Columns[3].Values);
        Assert.Equal(3, preview.RowsSampled);
        Assert.Equal("diagnosis", preview.LabelGuess);
        Assert.Equal(new SplitGuess("set", "train", "test"), preview.Split);
    }

    [Theory]
    [InlineData("a,Label\n1.5,0\n2.5,1\n", "Label")]
    [InlineData("y,a\n0,1.5\n1,2.5\n", "y")]
    [InlineData("a,kind\n1.5,x\n2.5,z\n", "kind")]
    [InlineData("a,value\n1.5,0.1\n2.5,0.2\n", null)]
    [InlineData("a,label\n1.5,1\n2.5,1\n", null)]
    public void The_label_is_guessed_by_name_or_by_standing_last(string text, string? label)
    {
        folder.Write("t.csv", text);

        Assert.Equal(label, DataPreview.Of(folder.PathOf("t.csv")).LabelGuess);
    }

    [Fact]
    public void Only_the_first_rows_are_looked_at_and_values_are_counted_up_to_a_cap()
    {
        folder.Write("t.csv", "id\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}\n"))));

        Assert.Equal(10, DataPreview.Of(folder.PathOf("t.csv"), rows: 10).RowsSampled);
        var whole = DataPreview.Of(folder.PathOf("t.csv"));
        Assert.Equal(1000, whole.Columns[0].DistinctCount);
        Assert.Empty(whole.Columns[0].Values);
    }

    /// <summary>Of gene expressions there are tens of thousands: a thousand texts of each take gigabytes.</summary>
    [Fact]
    public void Measurements_of_many_columns_are_not_kept()
    {
        folder.Write("t.csv", string.Join(',', Enumerable.Range(0, 500).Select(static i => $"g{i}")) + "\n" + string.Concat(Enumerable.Range(0, 1000).Select(static row =>
            string.Join(',', Enumerable.Range(0, 500).Select(column => string.Create(CultureInfo.InvariantCulture, $"{row}.5{column}"))) + "\n")));

        var preview = DataPreview.Of(folder.PathOf("t.csv"));

        Assert.All(preview.Columns, static column => Assert.Equal((101, 0, false), (column.DistinctCount, column.Values.Count, column.LooksLikeId(1000))));
    }

    [Fact]
    public void Arrays_are_looked_at_too()
    {
        var preview = DataPreview.Of(Path.Combine(AppContext.BaseDirectory, "Readers", "Fixtures", "mixed.npz"));

        Assert.Equal("label", preview.LabelGuess);
        Assert.Equal(new SplitGuess("split", "member", "nonmember"), preview.Split);
        Assert.Equal((InferredType.Number, 2), preview.Columns.Where(column => column.Name == "x").Select(column => (column.Type, column.RecordShape[0])).Single());
        Assert.Equal(InferredType.Boolean, preview.Columns.Single(column => column.Name == "held").Type);
    }
}
