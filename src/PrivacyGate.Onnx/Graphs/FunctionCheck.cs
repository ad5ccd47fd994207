using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Refuses model-local functions that call themselves: a runtime that inlines them would never end.</summary>
internal static class FunctionCheck
{
    public static void Check(string path, ModelProto model)
    {
        Dictionary<(string, string), FunctionProto> functions = [];
        foreach (var function in model.Functions)
        {
            if (!functions.TryAdd((function.Domain, function.Name), function))
            {
                throw GraphCheck.Malformed(path, $"The function '{function.Name}' is defined twice");
            }
        }

        var finished = new HashSet<FunctionProto>(ReferenceEqualityComparer.Instance);
        var open = new HashSet<FunctionProto>(ReferenceEqualityComparer.Instance);
        foreach (var function in model.Functions)
        {
            Visit(path, function, functions, open, finished);
        }
    }

    private static void Visit(
        string path,
        FunctionProto function,
        Dictionary<(string, string), FunctionProto> functions,
        HashSet<FunctionProto> open,
        HashSet<FunctionProto> finished)
    {
        if (finished.Contains(function))
        {
            return;
        }

        // Deeper calls than this are no model anybody exports, and would cost stack.
        if (!open.Add(function) || open.Count > 200)
        {
            throw GraphCheck.Malformed(path, $"The function '{function.Name}' calls itself");
        }

        foreach (var node in GraphWalk.Nodes(function.Node))
        {
            if (functions.TryGetValue((node.Domain, node.OpType), out var called))
            {
                Visit(path, called, functions, open, finished);
            }
        }

        open.Remove(function);
        finished.Add(function);
    }
}
