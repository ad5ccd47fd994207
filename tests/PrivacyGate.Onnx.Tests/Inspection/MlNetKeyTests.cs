using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Inspection;

/// <summary>Exports of ML.NET, whose classes are keys 1..n in the order in which the labels occurred.</summary>
public sealed class MlNetKeyTests
{
    private const int Classes = 5;
    private static readonly float[] Weights = Make.Matrix(Make.Width, Classes);

    public static TheoryData<string> Places => ["label column", "decoded", "decoded from a classifier", "slot names"];

    [Theory]
    [MemberData(nameof(Places))]
    public void Names_come_from_the_tables_in_the_file(string place)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            string[] order = [.. Enumerable.Range(1, Classes).Select(static label => label.ToString(System.Globalization.CultureInfo.InvariantCulture))];
            Shuffle(order, seed);
            using var graph = Export(place, order);
            var inspection = graph.Inspect();
            Assert.Equal(order, inspection.Classes.Names);
            var rows = Make.Rows(30);
            Assert.Equal(rows.Select(static row => LabelledScores.Largest(Make.Times(row, Weights, Classes))), graph.Ask(rows).PredictedClass);
        }
    }

    [Fact]
    public void The_label_column_is_no_feature_and_is_known_as_the_label()
    {
        using var graph = Export("label column", ["3", "1", "2", "5", "4"]);
        var inspection = graph.Inspect();
        Assert.Equal(["x"], inspection.Inputs.Select(static input => input.Name));
        Assert.Equal([("Label", true), ("Id", false)], inspection.UnusedInputs.Select(static input => (input.Name, input.IsLabel)));
        Assert.Equal(["Id.output"], inspection.UnusedInputs[1].Outputs);
        Assert.Contains("not used: Label (the label column), Id", string.Join("\n", inspection.Recognition), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_without_a_table_are_refused_until_the_spec_lists_the_classes()
    {
        using var graph = Export("nowhere", ["3", "1", "2", "5", "4"]);
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => graph.Inspect(), "first occurrence", "\"classes\"", "GetSlotNames");
        Assert.Equal(["a", "b", "c", "d", "e"], graph.Inspect(new ModelOverrides(Classes: ["a", "b", "c", "d", "e"])).Classes.Names);
    }

    [Fact]
    public void A_spec_that_lists_the_same_labels_in_another_order_is_refused()
    {
        using var graph = Export("decoded", ["3", "1", "2", "5", "4"]);
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => graph.Inspect(new ModelOverrides(Classes: ["1", "2", "3", "4", "5"])), "another order", "\"3\", \"1\", \"2\", \"5\", \"4\"");
        Assert.Equal(["3", "1", "2", "5", "4"], graph.Inspect(new ModelOverrides(Classes: ["3", "1", "2", "5", "4"])).Classes.Names);
    }

    [Fact]
    public void The_tables_of_other_makers_are_read_too()
    {
        using var graph = Export("decoded", ["3", "1", "2", "5", "4"]);
        graph.Producer = "another";
        Assert.Equal(["3", "1", "2", "5", "4"], graph.Inspect().Classes.Names);
    }

    private static Make Export(string place, string[] order)
    {
        long[] keys = [.. Enumerable.Range(1, Classes).Select(static key => (long)key)];
        Make graph = new() { Producer = "ML.NET" };
        graph.Input("x", ElementType.Float, -1, Make.Width).Input("Label", ElementType.Text, -1, 1).Input("Id", ElementType.Text, -1, 1)
            .Add("Identity", ["Id"], ["Id.output"]).Output("Id.output", ElementType.Text, -1, 1);
        var classifier = place == "decoded from a classifier";
        if (classifier)
        {
            float[] columns = [.. Enumerable.Range(0, Classes).SelectMany(static c => Enumerable.Range(0, Make.Width).Select(i => Weights[(i * Classes) + c]))];
            graph.Ml("LinearClassifier", ["x"], ["key", "p"], Attributes.Floats("coefficients", columns), Attributes.Floats("intercepts", new float[Classes]), Attributes.Text("post_transform", "SOFTMAX"), Attributes.Ints("classlabels_ints", keys), Attributes.Int("multi_class", 1));
        }
        else
        {
            graph.Linear("z", Weights, Classes).Add("Softmax", ["z"], ["p"], Attributes.Int("axis", 1)).Constant("one", Tensors.Of([1L]))
                .Add("ArgMax", ["p"], ["place"], Attributes.Int("axis", 1)).Add("Add", ["place", "one"], ["key"]);
        }

        graph.Add("Cast", ["key"], ["PredictedKey"], Attributes.Int("to", ElementType.UInt32)).Add("Max", ["p"], ["Score"]).Add("Identity", ["Score"], ["Score.output"]).Output("Score.output");
        if (place.StartsWith("decoded", StringComparison.Ordinal))
        {
            graph.Add("Cast", ["PredictedKey"], ["again"], Attributes.Int("to", ElementType.Int64))
                .Ml("LabelEncoder", ["again"], ["decoded"], Attributes.Ints("keys_int64s", keys), Attributes.Floats("values_floats", order.Select(static label => float.Parse(label, System.Globalization.CultureInfo.InvariantCulture))))
                .Add("Identity", ["decoded"], ["PredictedLabel.output"]).Output("PredictedLabel.output", ElementType.Float, classifier ? [-1] : [-1, 1]);
        }
        else
        {
            graph.Add("Identity", ["PredictedKey"], ["PredictedLabel.output"]).Output("PredictedLabel.output", ElementType.UInt32, -1, 1);
        }

        if (place == "label column")
        {
            graph.Ml("LabelEncoder", ["Label"], ["LabelKey"], Attributes.Texts("keys_strings", order), Attributes.Ints("values_int64s", keys)).Output("LabelKey", ElementType.Int64, -1, 1);
        }

        if (place == "slot names")
        {
            graph.Constant("mlnet.Score.SlotNames", new Messages.TensorProto { DataType = ElementType.Text, Dims = { 1, 1 }, StringData = { Google.Protobuf.ByteString.CopyFromUtf8("one") } })
                .Ml("LabelEncoder", ["mlnet.Score.SlotNames"], ["mlnet.Score.unusedOutput"], Attributes.Texts("keys_strings", order), Attributes.Ints("values_int64s", keys.Select(static key => key - 1)))
                .Output("mlnet.Score.unusedOutput", ElementType.Int64, -1, 1);
        }

        return graph;
    }

    private static void Shuffle(string[] order, int seed) => new Random(seed).Shuffle(order);
}
