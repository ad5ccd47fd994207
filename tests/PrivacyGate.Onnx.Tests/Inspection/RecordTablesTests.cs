using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tables;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Tests.Training;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inspection;

public class RecordTablesTests
{
    private const int Count = 80;
    private const int Width = 4;
    private static readonly RecordBatch All = Records();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void The_records_of_nearest_neighbours_are_found(bool standardised, bool turned)
    {
        using var tables = RecordTables.Of(MemorizedNetwork.Inspect(Neighbours(standardised, turned)))!;
        var found = tables.Find(All, CancellationToken.None);
        for (var record = 0; record < Count; record++)
        {
            Assert.Equal(record < Count / 2, found[record].Any(table => tables.Tables[table] == ("initializer 'table'", Count / 2)));
        }
    }

    /// <summary>A table kept in few bits, in pieces or with rows of one length, and the records that enter the model as they are.</summary>
    [Theory]
    [InlineData("uint8")]
    [InlineData("int8")]
    [InlineData("float16")]
    [InlineData("bfloat16")]
    [InlineData("double")]
    [InlineData("pieces")]
    [InlineData("rows of length 1")]
    [InlineData("rows of length 1 in float16")]
    public void A_table_is_found_however_it_is_kept(string kept)
    {
        using var tables = RecordTables.Of(MemorizedNetwork.Inspect(Kept(kept)))!;
        var found = tables.Find(All, CancellationToken.None);
        Assert.All(found.Take(Count / 2), Assert.NotEmpty);
        Assert.All(found.Skip(Count / 2), Assert.Empty);
    }

    [Fact]
    public void A_table_of_pictures_is_found_where_pixels_are_scaled_on_the_way_in()
    {
        var random = new Random(8);
        byte[] pixels = [.. Enumerable.Range(0, Count * Width).Select(_ => (byte)random.Next(256))];
        var pictures = All with { Features = [All.Features[0] with { Values = pixels.Select(static pixel => pixel / 255f).ToArray() }] };
        var model = Nearest("stored", new TensorProto { DataType = ElementType.UInt8, Dims = { Count / 2, 1, Width }, RawData = ByteString.CopyFrom(pixels[..(pixels.Length / 2)]) }, [SmallModels.Node("Cast", ["stored"], "numbers"), SmallModels.Node("Div", ["numbers", "white"], "table")], Named("white", Tensors.Of([255f])));
        model.Graph.Node.First(static node => node.OpType == "Cast").Attribute.Add(Attributes.Int("to", ElementType.Float));
        using var tables = RecordTables.Of(MemorizedNetwork.Inspect(model))!;
        var found = tables.Find(pictures, CancellationToken.None);
        Assert.All(found.Take(Count / 2), Assert.NotEmpty);
        Assert.All(found.Skip(Count / 2), Assert.Empty);
    }

    /// <summary>A graph may hold its records as its distance uses them, with constants folded into them.</summary>
    [Theory]
    [InlineData("times -2")]
    [InlineData("times a weight for each column")]
    [InlineData("scaled and turned, each column by itself")]
    [InlineData("with the row's length behind it")]
    [InlineData("with a one before it, times -2")]
    [InlineData("rounded to a tenth")]
    public void A_table_is_found_though_it_is_scaled(string how)
    {
        float[][] rows = [.. Numbers().Take(Count / 2 * Width).Chunk(Width)];
        float[][] stored = how switch
        {
            "times -2" => [.. rows.Select(static row => row.Select(static value => -2 * value).ToArray())],
            "times a weight for each column" => [.. rows.Select(static row => row.Select(static (value, column) => value * (.5f + column)).ToArray())],
            "scaled and turned, each column by itself" => [.. rows.Select(static row => row.Select(static (value, column) => (3 - value) / (1 + column)).ToArray())],
            "with the row's length behind it" => [.. rows.Select(static row => row.Append(row.Sum(static value => value * value)).ToArray())],
            "with a one before it, times -2" => [.. rows.Select(static row => row.Select(static value => -2 * value).Prepend(1).ToArray())],
            _ => [.. rows.Select(static row => row.Select(static value => (float)Math.Round(value, 1)).ToArray())],
        };
        var model = Neighbours(standardised: false, turned: false);
        model.Graph.Initializer.First(static tensor => tensor.Name == "table").FloatData.Clear();
        model.Graph.Initializer.First(static tensor => tensor.Name == "table").RawData = ByteString.CopyFrom(new byte[Count / 2 * Width * sizeof(float)]);
        model.Graph.Initializer.Add(Named("kept", Tensors.Of([.. stored.SelectMany(static row => row)], Count / 2, stored[0].Length)));
        using var tables = RecordTables.Of(MemorizedNetwork.Inspect(model))!;
        var members = tables.Find(All.Pick([.. Enumerable.Range(0, Count / 2)]), CancellationToken.None);
        var others = tables.Find(All.Pick([.. Enumerable.Range(Count / 2, Count / 2)]), CancellationToken.None);
        Assert.All(members, found => Assert.Contains(found, table => tables.Tables[table].Name == "initializer 'kept'"));
        Assert.All(others, Assert.Empty);
    }

    /// <summary>Whoever has the file reads it, whichever output is audited.</summary>
    [Fact]
    public void A_table_that_no_output_needs_is_found()
    {
        var model = MemorizedNetwork.Train(MemorizedNetwork.Records(60, .2), new TrainingRecipe { Epochs = 1 });
        model.Graph.Initializer.Add(Named("left over", Tensors.Of((float[])MemorizedNetwork.Records(60, .2).Features[0].Values, 60, MemorizedNetwork.Records(60, .2).Features[0].Width)));
        using var tables = RecordTables.Of(MemorizedNetwork.Inspect(model))!;
        Assert.All(tables.Find(MemorizedNetwork.Records(60, .2), CancellationToken.None), found => Assert.Contains(found, table => tables.Tables[table].Name == "initializer 'left over'"));
    }

    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Double)]
    public void A_table_inside_a_node_is_found(int type)
    {
        var model = MemorizedNetwork.Train(MemorizedNetwork.Records(60, .2), new TrainingRecipe { Epochs = 1 });
        var records = MemorizedNetwork.Records(60, .2);
        var values = (float[])records.Features[0].Values;
        GraphProto Branch(string name) => new()
        {
            Name = name,
            Node = { SmallModels.Node("Identity", [$"{name} table"], $"{name} out") },
            Initializer = { Named($"{name} table", Tensors.Typed([.. values.Select(static value => (double)value)], type, 60, values.Length / 60)) },
            Output = { new ValueInfoProto { Name = $"{name} out" } },
        };
        var branch = SmallModels.Node("If", ["chosen"], "unused");
        branch.Attribute.Add([SmallModels.Graph("then_branch", Branch("then")), SmallModels.Graph("else_branch", Branch("else"))]);
        model.Graph.Initializer.Add(new TensorProto { Name = "chosen", DataType = ElementType.Bool, RawData = ByteString.CopyFrom(1) });
        model.Graph.Node.Add(branch);
        using var tables = RecordTables.Of(MemorizedNetwork.Inspect(model))!;
        Assert.All(tables.Find(records, CancellationToken.None), Assert.NotEmpty);
    }

    [Fact]
    public void Support_vectors_are_found()
    {
        const int Vectors = 10;
        var node = SmallModels.Node("SVMClassifier", ["x"], "label", "scores");
        (node.Name, node.Domain) = ("svc", "ai.onnx.ml");
        node.Attribute.Add(
        [
            Attributes.Ints("classlabels_ints", 0, 1), Attributes.Floats("coefficients", Enumerable.Range(0, Vectors).Select(static i => i < Vectors / 2 ? 1f : -1f)),
            Attributes.Floats("kernel_params", [.5f, 0, 3]), Attributes.Text("kernel_type", "RBF"), Attributes.Floats("prob_a", [-1.5f]), Attributes.Floats("prob_b", [0]),
            Attributes.Floats("rho", [0]), Attributes.Floats("support_vectors", Numbers().Take(Vectors * Width)), Attributes.Ints("vectors_per_class", Vectors / 2, Vectors / 2),
        ]);
        var model = SmallModels.Of([node], "label", "scores");
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 1 });
        using var tables = RecordTables.Of(MemorizedNetwork.Inspect(model))!;
        var found = tables.Find(All, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, Vectors), Enumerable.Range(0, Count).Where(record => found[record].Count > 0));
        Assert.Equal(("support_vectors of node 'svc' (SVMClassifier)", Vectors), Assert.Single(tables.Tables));
    }

    [Fact]
    public void Weights_of_a_network_hold_no_records()
    {
        var records = MemorizedNetwork.Records(200, .2);
        var model = MemorizedNetwork.Train(records, new TrainingRecipe { Epochs = 5 });
        using var tables = RecordTables.Of(MemorizedNetwork.Inspect(model))!;
        Assert.All(tables.Find(records, CancellationToken.None), Assert.Empty);
    }

    private static ModelProto Kept(string kept)
    {
        float[] numbers = [.. Numbers().Take(Count / 2 * Width)];
        float[] ones = [.. numbers.Chunk(Width).SelectMany(static row => row.Select(value => value / (float)Math.Sqrt(row.Sum(static one => one * one))))];
        const float step = 407f / 255;
        var scale = Named("scale", Tensors.Of([step]));
        var single = With(SmallModels.Node("Cast", ["stored"], kept == "uint8" ? "cast" : "table"), Attributes.Int("to", ElementType.Float));
        return kept switch
        {
            "uint8" => Nearest("stored", Raw(ElementType.UInt8, [.. numbers.Select(static value => (byte)Math.Round(value / step))]), [single, SmallModels.Node("Mul", ["cast", "scale"], "table")], scale),
            "int8" => Nearest("stored", Raw(ElementType.Int8, [.. numbers.Select(static value => (byte)(sbyte)(Math.Round(value / step) - 128))]), [SmallModels.Node("DequantizeLinear", ["stored", "scalar", "zero"], "table")], Named("scalar", Tensors.Scalar(step, ElementType.Float)), Named("zero", new TensorProto { DataType = ElementType.Int8, RawData = ByteString.CopyFrom(128) })),
            "float16" => Nearest("stored", Tensors.Typed([.. numbers.Select(static value => (double)value)], ElementType.Float16, Count / 2, Width), [single]),
            "bfloat16" => Nearest("stored", Raw(ElementType.BFloat16, [.. numbers.SelectMany(static value => BitConverter.GetBytes((ushort)((BitConverter.SingleToUInt32Bits(value) + 0x8000) >> 16)))]), [single]),
            "double" => Nearest("stored", Tensors.Typed([.. numbers.Select(static value => (double)value)], ElementType.Double, Count / 2, Width), [single]),
            "pieces" => Nearest("stored", Tensors.Of(numbers[..(3 * Width)], 3, Width), [SmallModels.Node("Concat", ["stored", "more"], "table")], Named("more", Tensors.Of(numbers[(3 * Width)..], (Count / 2) - 3, Width))),
            "rows of length 1" => Nearest("table", Tensors.Of(ones, Count / 2, Width), []),
            _ => Nearest("stored", Tensors.Typed([.. ones.Select(static value => (double)value)], ElementType.Float16, Count / 2, Width), [single]),
        };

        static TensorProto Raw(int type, byte[] bytes) => new() { DataType = type, Dims = { Count / 2, Width }, RawData = ByteString.CopyFrom(bytes) };
    }

    /// <summary>The shares of both classes among the five rows of "table" with the largest products; what makes it comes first.</summary>
    private static ModelProto Nearest(string name, TensorProto stored, IReadOnlyList<NodeProto> makers, params IEnumerable<TensorProto> more)
    {
        foreach (var node in makers.Where(static node => node.OpType == "Concat"))
        {
            node.Attribute.Add(Attributes.Int("axis", 0));
        }

        var model = SmallModels.Of(
        [
            .. makers,
            SmallModels.Node("Reshape", ["table", "matrix"], "rows"), With(SmallModels.Node("Transpose", ["rows"], "columns"), Attributes.Ints("perm", 1, 0)),
            SmallModels.Node("MatMul", ["x", "columns"], "products"),
            SmallModels.Node("TopK", ["products", "five"], "nearest", "places"), SmallModels.Node("Gather", ["classes", "places"], "votes"),
            With(SmallModels.Node("ReduceMean", ["votes"], "probabilities"), Attributes.Ints("axes", 1), Attributes.Int("keepdims", 0)),
        ], "probabilities");
        model.Graph.Initializer.Add([Named(name, stored), Named("matrix", Tensors.Of([-1, Width])), Named("five", Tensors.Of([5])), Named("classes", Tensors.Of(Classes(), Count / 2, 2)), .. more]);
        return model;
    }

    private static float[] Classes() => [.. Enumerable.Range(0, Count / 2).SelectMany(i => All.Labels[i] == 0 ? new[] { 1f, 0 } : [0, 1])];

    /// <summary>The shares of both classes among the five nearest of the first half of the records.</summary>
    private static ModelProto Neighbours(bool standardised, bool turned)
    {
        float[] numbers = [.. Numbers().Take(Count / 2 * Width)];
        (var means, var deviations) = Scale(numbers);
        var table = standardised ? [.. numbers.Select((value, i) => (float)((value - means[i % Width]) / deviations[i % Width]))] : numbers;
        List<NodeProto> nodes = standardised ? [SmallModels.Node("Sub", ["x", "means"], "centred"), SmallModels.Node("Div", ["centred", "deviations"], "scaled")] : [];
        var scaled = standardised ? "scaled" : "x";
        var stored = turned
            ? Named("table", Tensors.Of([.. Enumerable.Range(0, table.Length).Select(i => table[(i % (Count / 2) * Width) + (i / (Count / 2))])], Width, Count / 2))
            : Named("table", Tensors.Of(table, Count / 2, Width));
        nodes.AddRange(turned
            ?
            [
                // |x - t|^2 = |t|^2 - 2 x t + what is the same for all rows.
                SmallModels.Node("MatMul", [scaled, "table"], "product"), SmallModels.Node("Mul", ["product", "minus two"], "doubled"), SmallModels.Node("Add", ["doubled", "squares"], "distances"),
            ]
            :
            [
                SmallModels.Node("Unsqueeze", [scaled, "one"], "rows"), SmallModels.Node("Sub", ["rows", "table"], "differences"),
                With(SmallModels.Node("ReduceSumSquare", ["differences"], "distances"), Attributes.Ints("axes", 2), Attributes.Int("keepdims", 0)),
            ]);
        nodes.AddRange(
        [
            With(SmallModels.Node("TopK", ["distances", "five"], "nearest", "places"), Attributes.Int("largest", 0)),
            SmallModels.Node("Gather", ["classes", "places"], "votes"),
            With(SmallModels.Node("ReduceMean", ["votes"], "probabilities"), Attributes.Ints("axes", 1), Attributes.Int("keepdims", 0)),
        ]);
        var model = SmallModels.Of(nodes, "probabilities");
        float[] squares = [.. table.Chunk(Width).Select(static row => row.Sum(static value => value * value))];
        model.Graph.Initializer.Add(
        [
            stored, Named("means", Tensors.Of([.. means.Select(static mean => (float)mean)], Width)), Named("deviations", Tensors.Of([.. deviations.Select(static one => (float)one)], Width)),
            Named("one", Tensors.Of([1])), Named("five", Tensors.Of([5])), Named("minus two", Tensors.Of([-2f])), Named("squares", Tensors.Of(squares, squares.Length)), Named("classes", Tensors.Of(Classes(), Count / 2, 2)),
        ]);
        return model;
    }

    private static (double[] Means, double[] Deviations) Scale(float[] numbers)
    {
        double[] means = [.. Enumerable.Range(0, Width).Select(column => numbers.Where((_, i) => i % Width == column).Average(static value => (double)value))];
        double[] deviations = [.. Enumerable.Range(0, Width).Select(column => Math.Sqrt(numbers.Where((_, i) => i % Width == column).Average(value => Math.Pow(value - means[column], 2))))];
        return (means, deviations);
    }

    private static float[] Numbers() => (float[])All.Features[0].Values;

    private static RecordBatch Records()
    {
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, Count * Width).Select(i => (float)((random.NextDouble() * 100 * (1 + (i % Width))) + 7))];
        int[] labels = [.. Enumerable.Range(0, Count).Select(record => values[record * Width] > 57 ? 1 : 0)];
        UInt128[] keys = [.. Enumerable.Range(0, Count).Select(static record => (UInt128)(record + 1))];
        return new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [Width], values)], labels, keys, null, []);
    }

    private static NodeProto With(NodeProto node, params AttributeProto[] attributes)
    {
        node.Attribute.Add(attributes);
        return node;
    }

    private static TensorProto Named(string name, TensorProto tensor)
    {
        tensor.Name = name;
        return tensor;
    }
}
