using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Readers;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>Which values of a column a message may tell: those that many records, or many persons, share.</summary>
public sealed class ToldValuesTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Text_labels_without_a_class_list_are_told_to_be_listed()
    {
        folder.Write("t.csv", "a,label\n" + string.Concat(Enumerable.Range(0, 10).Select(static i => $"{i},malignant\n{i},benign\n")));

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", classes: 2));

        Assert.EndsWith("labels from here on: 'benign', 'malignant'; add \"classes\" with the labels in the order of the model's scores", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Message, CanonicalLine.Text(refusal.Message));
    }

    [Theory]
    [InlineData(9, "from here on the column holds 2 different values;")]
    [InlineData(10, "labels from here on: 'Anna', 'Bert';")]
    public void Labels_are_told_only_when_many_records_share_each(int records, string told)
    {
        folder.Write("t.csv", "a,label\n" + string.Concat(Enumerable.Range(0, records).Select(static i => $"{i},Anna\n{i},Bert\n")));

        Assert.Contains(told, ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", classes: 2)).Message, StringComparison.Ordinal);
    }

    /// <summary>The column may hold names of persons with many records each.</summary>
    [Theory]
    [InlineData(10, "member", "; the column holds 2 different values, check column and value")]
    [InlineData(9, "Ana", "; the column holds 2 different values, check column and value")]
    [InlineData(10, "Ana", "; did you mean 'Anna'?")]
    public void Of_the_values_of_a_filter_column_a_near_one_is_told_where_many_records_share_each(int records, string wanted, string told)
    {
        folder.Write("t.csv", "a,team,label\n" + string.Concat(Enumerable.Range(0, records).Select(static i => $"{i},Anna,0\n{i},Bert,1\n")));

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(filters: ["team"]), where: $"team == {wanted}"));

        Assert.Equal(DiagnosticIds.NoRecords, refusal.Id);
        Assert.EndsWith(told, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Without a subject, ten rows may be ten visits of one person.</summary>
    [Theory]
    [InlineData("patient")]
    [InlineData("PatientId")]
    public void Values_of_a_column_that_identifies_persons_are_never_told(string column)
    {
        folder.Write("t.csv", $"a,{column},label\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => $"{i},Anna,0\n{i},Bert,1\n")));

        var filter = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(filters: [column]), where: $"{column} == Ana"));
        var label = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", classes: 2, keys: ScratchFolder.Keys(column, features: ["a"])));

        Assert.Equal((DiagnosticIds.NoRecords, DiagnosticIds.LabelOutsideClasses), (filter.Id, label.Id));
        Assert.All([filter, label], static refusal => Assert.DoesNotContain("Anna", refusal.Message, StringComparison.Ordinal));
    }

    /// <summary>So many classes may be persons: a model that recognises faces has one for each.</summary>
    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Many_classes_are_counted_and_not_named(int classes, bool told)
    {
        var labels = LabelMap.Create(new ClassList(classes, [.. Enumerable.Range(0, classes).Select(static i => $"Jane{i}")]), null);

        Assert.Equal(told, labels.Describe().Contains("Jane0", StringComparison.Ordinal));
        Assert.Equal(!told, labels.Describe() == "21 names");
    }

    /// <summary>Ten visits of one person are one person.</summary>
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Many_rows_of_few_persons_do_not_tell_a_value(int persons, bool told)
    {
        folder.Write("t.csv", "a,person,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},p{i % persons},Anna\n{i},q{i % persons},Bert\n")));

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", classes: 2, keys: ScratchFolder.Keys(subject: "person")));

        Assert.Equal(told, refusal.Message.Contains("Anna", StringComparison.Ordinal));
        Assert.Equal(!told, refusal.Message.Contains("from here on the column holds 2 different values;", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_ten_times_over_is_one_record()
    {
        folder.Write("t.csv", "a,label\n" + string.Concat(Enumerable.Repeat("1,Anna\n2,Bert\n", 40)));
        Assert.DoesNotContain("Anna", ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", classes: 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_column_of_names_is_not_listed()
    {
        folder.Write("t.csv", "a,label\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"1,person{i}\n")));

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", classes: 2));

        Assert.DoesNotContain("person", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("is it the label?", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("regression", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_that_fits_no_row_names_the_value_meant()
    {
        folder.Write("t.csv", "a,split,label\n" + string.Concat(Enumerable.Range(0, 10).Select(static i => $"{i},member,0\n{i},nonmember,1\n")));

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(filters: ["split"]), where: "split == membr"));

        Assert.Equal(DiagnosticIds.NoRecords, refusal.Id);
        Assert.Contains("did you mean 'member'?", refusal.Message, StringComparison.Ordinal);
    }
}
