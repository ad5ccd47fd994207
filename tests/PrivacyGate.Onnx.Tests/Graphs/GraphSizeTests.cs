using System.Diagnostics;
using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Graphs;

/// <summary>Small files that the runtime would make large graphs of; made here.</summary>
public sealed class GraphSizeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>17 functions, each but the first calling the one before it twice: 2^16 nodes and 2^17 - 1 calls of 2 KB.</summary>
    [Fact]
    public void Functions_that_double_the_graph_are_refused_before_the_runtime_writes_them_out()
    {
        var bomb = Doubling(17);
        Assert.InRange(bomb.CalculateSize(), 0, 4096);
        var clock = Stopwatch.StartNew();

        var message = Refused.With(DiagnosticIds.GraphTooLarge, () => Inspect(bomb), "the limit of 500000", "F16", "1507317", "'limits.nodes'");

        Assert.Contains(message, File.ReadAllText(Repository.Path("docs", "rules", "PG0311.md")), StringComparison.Ordinal);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    /// <summary>Deep enough that a count in whole numbers would overflow.</summary>
    [Fact]
    public void Two_hundred_functions_are_counted_too() => Refused.With(DiagnosticIds.GraphTooLarge, () => Inspect(Doubling(199)), "F198");

    [Fact]
    public void Branches_nested_fifteen_deep_are_refused() =>
        Refused.With(DiagnosticIds.GraphTooLarge, () => GraphSize.Check("m.onnx", Branching(15), ModelLimits.Default), "If", "the limit of 500000");

    /// <summary>Ten times the nodes of a large language model, and its layers as functions.</summary>
    [Fact]
    public void Real_sizes_are_far_below_the_limit()
    {
        GraphSize.Check("m.onnx", SmallModels.Of([.. Enumerable.Range(0, 100_000).Select(static i => SmallModels.Node("Relu", [i == 0 ? "x" : $"v{i - 1}"], $"v{i}"))], "v99999"), ModelLimits.Default);
        var layers = SmallModels.Of([.. Enumerable.Range(0, 100).Select(static i => Call("Layer", i == 0 ? "x" : $"v{i - 1}", $"v{i}"))], "v99");
        layers.Functions.Add(Function("Layer", [.. Enumerable.Range(0, 100).Select(static i => Call("Part", i == 0 ? "in" : $"v{i - 1}", i == 99 ? "out" : $"v{i}"))]));
        layers.Functions.Add(Function("Part", [SmallModels.Node("Relu", ["in"], "a"), SmallModels.Node("Tanh", ["a"], "out")]));
        GraphSize.Check("m.onnx", layers, ModelLimits.Default);
    }

    [Fact]
    public void A_raised_limit_lets_a_model_through_and_a_lowered_one_does_not()
    {
        var model = Doubling(5);
        GraphSize.Check("m.onnx", model, ModelLimits.Default);

        // 16 nodes at the bottom, 30 calls inside, and the call at the top.
        Refused.With(DiagnosticIds.GraphTooLarge, () => GraphSize.Check("m.onnx", model, ModelLimits.Default with { Nodes = 356 }), "357");
        GraphSize.Check("m.onnx", model, ModelLimits.Default with { Nodes = 357 });
    }

    private void Inspect(ModelProto model) => ModelInspection.Of(OnnxFile.Read(folder.Write("model.onnx", model.ToByteArray())));

    /// <summary>Functions that each call the one before twice, the last of them called once.</summary>
    internal static ModelProto Doubling(int functions)
    {
        var model = SmallModels.Of([Call($"F{functions - 1}", "x", "y")], "y");
        model.IrVersion = 8;
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "bomb", Version = 1 });
        model.Functions.Add(Function("F0", [SmallModels.Node("Sin", ["in"], "out")]));
        for (var i = 1; i < functions; i++)
        {
            model.Functions.Add(Function($"F{i}", [Call($"F{i - 1}", "in", "half"), Call($"F{i - 1}", "half", "out")]));
        }

        return model;
    }

    private static ModelProto Branching(int depth)
    {
        GraphProto Branch(int left) => new()
        {
            Name = "branch",
            Node = { left == 0 ? SmallModels.Node("Relu", ["x"], "y") : If(left) },
            Output = { new ValueInfoProto { Name = "y" } },
        };
        NodeProto If(int left)
        {
            var node = SmallModels.Node("If", ["x"], "y");
            node.Attribute.Add(SmallModels.Graph("then_branch", Branch(left - 1)));
            node.Attribute.Add(SmallModels.Graph("else_branch", Branch(left - 1)));
            return node;
        }

        return SmallModels.Of([If(depth)], "y");
    }

    private static NodeProto Call(string function, string input, string output) => new() { OpType = function, Domain = "bomb", Input = { input }, Output = { output } };

    private static FunctionProto Function(string name, NodeProto[] nodes) => new()
    {
        Name = name,
        Domain = "bomb",
        Input = { "in" },
        Output = { "out" },
        Node = { nodes },
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 13 }, new OperatorSetIdProto { Domain = "bomb", Version = 1 } },
    };
}
