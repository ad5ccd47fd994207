using System.Text;
using PrivacyGate.IO.Readers;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

public sealed class LabelMapTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("2", 2)]
    [InlineData("1.0", 1)]
    [InlineData(" 1 ", 1)]
    [InlineData("3", null)]
    [InlineData("-1", null)]
    [InlineData("0.5", null)]
    [InlineData("true", null)]
    [InlineData("cat", null)]
    [InlineData("", null)]
    public void Without_names_classes_are_numbers_from_zero(string label, int? expected) =>
        Assert.Equal(expected, ClassOf(new ClassList(3, null), null, label));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("True", 1)]
    [InlineData("false", 0)]
    public void Without_names_two_classes_are_booleans_too(string label, int expected) =>
        Assert.Equal(expected, ClassOf(new ClassList(2, null), null, label));

    [Theory]
    [InlineData("malignant", 1)]
    [InlineData(" malignant ", 1)]
    [InlineData("Malignant", null)]
    [InlineData("1", null)]
    public void Names_of_the_model_are_matched_as_texts(string label, int? expected) =>
        Assert.Equal(expected, ClassOf(new ClassList(2, ["benign", "malignant"]), null, label));

    [Theory]
    [InlineData("-1", 0)]
    [InlineData("1", 1)]
    [InlineData("1.0", 1)]
    [InlineData("01", 1)]
    [InlineData("0", null)]
    public void Names_that_are_numbers_are_matched_as_numbers(string label, int? expected) =>
        Assert.Equal(expected, ClassOf(new ClassList(2, ["-1", "1"]), null, label));

    [Theory]
    [InlineData("True", 1)]
    [InlineData("true", 1)]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    public void Names_that_are_booleans_take_zero_and_one(string label, int expected) =>
        Assert.Equal(expected, ClassOf(new ClassList(2, ["False", "True"]), null, label));

    [Theory]
    [InlineData("yes", 1)]
    [InlineData("No", 0)]
    [InlineData("T", 1)]
    [InlineData("1.0", 1)]
    public void Two_classes_take_any_words_for_true_and_false(string label, int expected)
    {
        Assert.Equal(expected, ClassOf(new ClassList(2, null), null, label));
        Assert.Equal(expected, ClassOf(new ClassList(2, ["n", "y"]), null, label));
        Assert.Equal(1 - expected, ClassOf(new ClassList(2, ["Yes", "No"]), null, label));
    }

    [Fact]
    public void Letters_that_are_classes_are_no_booleans()
    {
        Assert.Null(ClassOf(new ClassList(3, ["f", "n", "t"]), null, "true"));
        Assert.Equal(2, ClassOf(new ClassList(3, ["f", "n", "t"]), null, "t"));
        Assert.Null(ClassOf(new ClassList(3, null), null, "yes"));
    }

    [Fact]
    public void Names_are_equal_up_to_outer_spaces()
    {
        Assert.Equal(1, ClassOf(new ClassList(2, ["<=50K", " >50K"]), null, ">50K"));
        Assert.Equal(1, ClassOf(new ClassList(2, ["a ", "a"]), null, "a"));
        Assert.Equal(0, ClassOf(new ClassList(2, ["a ", "a"]), null, "a "));
    }

    [Fact]
    public void The_specs_list_wins_over_the_models_names()
    {
        Assert.Equal(0, ClassOf(new ClassList(2, ["0", "1"]), ["M", "B"], "M"));
        Assert.Null(ClassOf(new ClassList(2, ["0", "1"]), ["M", "B"], "1"));
    }

    [Fact]
    public void A_list_of_another_length_than_the_models_is_refused()
    {
        var refusal = ScratchFolder.Refused(() => LabelMap.Create(new ClassList(2, null), ScratchFolder.Stated<IReadOnlyList<string>>(["a", "b", "c"])));

        Assert.Equal(DiagnosticIds.OutOfRange, refusal.Id);
        Assert.Contains("3 classes, but the model has 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_lists_no_classes_takes_whole_numbers()
    {
        Assert.Equal(41, ClassOf(new ClassList(0, null), null, "41"));
        Assert.Null(ClassOf(new ClassList(0, null), null, "1000000"));
        Assert.Equal(2, LabelMap.Create(new ClassList(0, null), ScratchFolder.Stated<IReadOnlyList<string>>(["a", "b"])).ClassCount);
    }

    private static int? ClassOf(ClassList classes, string[]? stated, string label)
    {
        var map = LabelMap.Create(classes, stated is null ? null : ScratchFolder.Stated<IReadOnlyList<string>>(stated));
        return map.TryGetClass(Encoding.UTF8.GetBytes(label), out var found) ? found : null;
    }
}
