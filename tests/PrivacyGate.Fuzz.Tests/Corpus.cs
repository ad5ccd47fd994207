using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using PrivacyGate.Fuzz.Tests.Kinds;
using PrivacyGate.Fuzz.Tests.Mutators;
using PrivacyGate.Fuzz.Tests.Seeds;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Fuzz.Tests;

/// <summary>Inputs that broke something once, each made anew. All must be refused with a code.</summary>
internal static class Corpus
{
    /// <summary>Names, and what reads them.</summary>
    public static IReadOnlyDictionary<string, (FuzzKind Kind, Func<byte[]> Make)> All { get; } = new Dictionary<string, (FuzzKind, Func<byte[]>)>
    {
        ["a message that claims 2^31 - 1 bytes"] = (FuzzKinds.Onnx, static () => [.. Clinic.ModelBytes, 0x42, 0xff, 0xff, 0xff, 0xff, 0x07]),
        ["a message that claims 2^63 - 1 bytes"] = (FuzzKinds.Onnx, static () => [.. Clinic.ModelBytes, 0x42, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
        ["functions that double the graph 16 times"] = (FuzzKinds.Onnx, static () => Doubling(17).ToByteArray()),
        ["functions that double the graph 199 times"] = (FuzzKinds.Onnx, static () => Doubling(200).ToByteArray()),
        ["branches nested fifteen deep"] = (FuzzKinds.Onnx, static () => Model(Node("ReduceSum", ["x"], "sum"), Branching(15, "y")).ToByteArray()),
        ["a tensor of 1.6 billion numbers"] = (FuzzKinds.Onnx, static () => Model(Shape("s", 40_000, 40_000), Node("ConstantOfShape", ["s"], "large"), Softmax()).ToByteArray()),
        ["a range of two billion numbers"] = (FuzzKinds.Onnx, static () => Model(Scalar("from", 0), Scalar("to", 2_000_000_000), Scalar("by", 1), Node("Range", ["from", "to", "by"], "large"), Softmax()).ToByteArray()),
        ["an array with flipped numbers"] = (FuzzKinds.Npz, FlippedArray),
        ["an array without its numbers"] = (FuzzKinds.Npz, static () => ArchiveMutator.Zip([("x", ArchiveMutator.Npy(ArchiveMutator.Header("<f4", "(1000000000000,)"), new byte[8]))], CompressionLevel.Fastest)),
        ["several gzip files in a row"] = (FuzzKinds.Gzip, static () => [.. Table(), .. Table()]),
        ["a gzip file whose length lies"] = (FuzzKinds.Gzip, static () => [.. Table()[..^4], 1, 2, 3, 4]),
        ["a line of 70 million characters"] = (FuzzKinds.Csv, static () => Encoding.ASCII.GetBytes("a,b\n1," + new string('9', 70_000_000))),
        ["a quote that stays open"] = (FuzzKinds.Csv, static () => Encoding.UTF8.GetBytes("\"" + Tables.Texts(',')[0])),
        ["a hundred thousand features"] = (FuzzKinds.Spec, static () => Spec($"\"features\": [{string.Join(',', Enumerable.Range(0, 100_000).Select(static i => string.Create(CultureInfo.InvariantCulture, $"\"f{i}\"")))}, \"f0\"]")),
        ["a hundred thousand classes"] = (FuzzKinds.Spec, static () => Spec($"\"classes\": [{string.Join(',', Enumerable.Range(0, 100_000))}, 0]")),
        ["a spec nested ten thousand deep"] = (FuzzKinds.Spec, static () => Spec("\"features\": " + new string('[', 10_000))),
        ["a list of a report that holds null"] = (FuzzKinds.Report, static () => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Runs.Report).Replace("\"findings\": [", "\"findings\": [ null,", StringComparison.Ordinal))),
        ["a kept audit with another figure"] = (FuzzKinds.Audit, static () => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Runs.Audits[0]).Replace("0.", "1.", StringComparison.Ordinal))),
        ["a kept audit that lacks a key"] = (FuzzKinds.Find("audit-hashed"), static () => AuditKind.Hashed(Without("shownBy", AuditKind.AuditOf(Runs.Audits[0])))),
        ["kept answers that claim fewer than no records"] = (FuzzKinds.Find("shadow-hashed"), static () => Claiming(-1, 0)),
        ["kept answers that claim more than there are"] = (FuzzKinds.Find("shadow-hashed"), static () => Claiming(int.MaxValue, 0)),
        ["kept answers of so many classes that their product is small"] = (FuzzKinds.Find("shadow-hashed"), static () => Claiming(12, 1 << 29)),
    };

    /// <summary>A model that does not end: 2^40 trips.</summary>
    public static byte[] EndlessLoop() => Model(LoopOf(1L << 40)).ToByteArray();

    private static NodeProto Node(string op, string[] inputs, params string[] outputs) => new() { OpType = op, Input = { inputs }, Output = { outputs } };

    private static NodeProto Softmax() => Node("Softmax", ["x"], "y");

    /// <summary>x (N by 4) to y.</summary>
    private static ModelProto Model(params NodeProto[] nodes) => new()
    {
        IrVersion = 8,
        OpsetImport = { new OperatorSetIdProto { Version = 13 }, new OperatorSetIdProto { Domain = "bomb", Version = 1 } },
        Graph = new GraphProto { Name = "g", Node = { nodes }, Input = { Value("x", 1, -1, 4) }, Output = { new ValueInfoProto { Name = "y" } } },
    };

    private static ValueInfoProto Value(string name, int type, params long[] axes) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = type,
                Shape = new TensorShapeProto { Dim = { axes.Select(static axis => axis < 0 ? new TensorShapeProto.Types.Dimension { DimParam = "N" } : new TensorShapeProto.Types.Dimension { DimValue = axis }) } },
            },
        },
    };

    private static NodeProto[] LoopOf(long trips)
    {
        var body = new GraphProto
        {
            Name = "body",
            Input = { Value("trip", 7), Value("goes on", 9), Value("records", 1, -1, 4) },
            Node = { Node("Identity", ["goes on"], "still goes on"), Node("Identity", ["records"], "same records") },
            Output = { Value("still goes on", 9), Value("same records", 1, -1, 4) },
        };
        var loop = Node("Loop", ["trips", "", "x"], "looped");
        loop.Attribute.Add(new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = body });
        return [Scalar("trips", trips), loop, Node("Softmax", ["looped"], "y")];
    }

    private static ModelProto Doubling(int functions)
    {
        var model = Model(Call(functions - 1, "x", "y"));
        model.Functions.Add(Function(0, Node("Sin", ["in"], "out")));
        model.Functions.Add(Enumerable.Range(1, functions - 1).Select(static i => Function(i, Call(i - 1, "in", "half"), Call(i - 1, "half", "out"))));
        return model;
    }

    private static NodeProto Call(int function, string input, string output) =>
        new() { Domain = "bomb", OpType = string.Create(CultureInfo.InvariantCulture, $"F{function}"), Input = { input }, Output = { output } };

    private static FunctionProto Function(int number, params NodeProto[] nodes) => new()
    {
        Domain = "bomb",
        Name = string.Create(CultureInfo.InvariantCulture, $"F{number}"),
        Input = { "in" },
        Output = { "out" },
        Node = { nodes },
        OpsetImport = { new OperatorSetIdProto { Version = 13 }, new OperatorSetIdProto { Domain = "bomb", Version = 1 } },
    };

    private static NodeProto Branching(int depth, string output)
    {
        GraphProto Branch(string side) => new()
        {
            Name = side,
            Node = { depth == 0 ? Node("Relu", ["x"], $"{side}{depth}") : Branching(depth - 1, $"{side}{depth}") },
            Output = { new ValueInfoProto { Name = $"{side}{depth}" } },
        };
        var node = Node("If", ["sum"], output);
        node.Attribute.Add(new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = Branch("then") });
        node.Attribute.Add(new AttributeProto { Name = "else_branch", Type = AttributeProto.Types.AttributeType.Graph, G = Branch("else") });
        return node;
    }

    private static NodeProto Scalar(string name, long number) => Constant(name, new TensorProto { DataType = 7, Int64Data = { number } });

    private static NodeProto Shape(string name, params long[] axes) => Constant(name, new TensorProto { DataType = 7, Dims = { axes.Length }, Int64Data = { axes } });

    private static NodeProto Constant(string name, TensorProto tensor)
    {
        var node = Node("Constant", [], name);
        node.Attribute.Add(new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = tensor });
        return node;
    }

    /// <summary>The numbers of an array that lies unpacked, so that the archive's CRC-32 alone tells.</summary>
    private static byte[] FlippedArray()
    {
        byte[] file = [.. Arrays.Files[0]];
        var start = file.AsSpan().IndexOf("}\n"u8) + 2;
        for (var i = start; i < start + 48; i++)
        {
            file[i] ^= 1;
        }

        return file;
    }

    private static byte[] Table() => TableKind.Gzip(Encoding.UTF8.GetBytes(Tables.Texts('\t')[0]));

    private static byte[] Spec(string more) => Encoding.UTF8.GetBytes($$"""{ "models": [ { "path": "a.onnx", "members": "a.csv", "nonMembers": "b.csv", "label": "y", {{more}} } ] }""");

    /// <summary>An audit whose first finding lacks a key.</summary>
    private static byte[] Without(string key, byte[] json)
    {
        var root = JsonNode.Parse(json)!;
        var holder = root["report"]!["findings"]![0]!.AsObject();
        return holder.Remove(key) ? Encoding.UTF8.GetBytes(root.ToJsonString()) : throw new InvalidOperationException($"an audit has no '{key}'");
    }

    private static byte[] Claiming(int records, int classes)
    {
        byte[] content = [.. ShadowSeeds.All[1][..^32]];
        BitConverter.TryWriteBytes(content.AsSpan(8), records);
        BitConverter.TryWriteBytes(content.AsSpan(16), classes == 0 ? 3 : classes);
        return [.. content, .. System.Security.Cryptography.SHA256.HashData(content)];
    }
}
