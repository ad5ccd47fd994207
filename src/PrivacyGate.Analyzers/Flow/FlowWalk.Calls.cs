using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Calls: sources, guards, collections, and what is passed on.</summary>
internal sealed partial class FlowWalk
{
    private static readonly HashSet<string> Mutators =
        ["Add", "AddRange", "TryAdd", "Insert", "InsertRange", "Enqueue", "Push", "Append", "AppendLine", "AppendFormat", "AppendJoin", "Write", "AddFirst", "AddLast", "Fill"];

    /// <summary>Libraries whose results hold what they were given.</summary>
    private static readonly HashSet<string> Passers = ["System", "Microsoft", "Newtonsoft", "Google", "AutoMapper", "Mapster"];

    private Value Call(IInvocationOperation call)
    {
        var receiver = Walk(call.Instance);
        var given = Value.Join(call.Arguments.Where(static argument => !IsFunction(argument.Value)).Select(argument => Walk(argument.Value)).ToList());
        var result = Guarded(call, receiver, given) ?? Sourced(call, given) ?? Mapped(call) ?? Inlined(call) ?? Passed(call, receiver, given);
        observer?.Called(call, this);
        return result;
    }

    private Value? Guarded(IInvocationOperation call, Value receiver, Value given)
    {
        var method = call.TargetMethod;
        if (tables.Guards.Contains(method) || settings.IsGuard(method))
        {
            var leaves = method.Name.StartsWith("LabelOnly", StringComparison.Ordinal) || method.Name == "ArgMax" ? Kinds.Scores | Kinds.Loss : Kinds.Scores;
            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter?.Name == "destination" || (method.ReturnsVoid && argument.Parameter?.Ordinal == 0 && method.Name.EndsWith("InPlace", StringComparison.Ordinal)))
                {
                    var root = RootOf(argument.Value);
                    Assign(root, Walk(root).Without(leaves));
                }
            }

            return given.Without(leaves);
        }

        return ScoreGuards.Rounds(call) || ScoreGuards.FormatsAll(call) ? Value.Join(receiver, given).Without(Kinds.Scores)
            : ScoreGuards.Formats(call) ? receiver.Without(Kinds.Scores)
            : null;
    }

    private Value? Sourced(IInvocationOperation call, Value given)
    {
        var method = call.TargetMethod;
        if (tables.Sources.ReturnsOutputs(method))
        {
            return Outputs(call);
        }

        if (!tables.Sources.ReturnsPrediction(method) && !tables.Sources.ReturnsView(method))
        {
            return (given.Own & Kinds.View) == 0 ? null
                : tables.Sources.ReturnsRows(method) ? Prediction(method.TypeArguments.FirstOrDefault(), given.Source!)
                : tables.Sources.ReturnsColumn(method) ? Column(call, given.Source!)
                : null;
        }

        var source = new ScoreSource(NameOf(call), tables.Answers.Of(null, cancelled).Figure, Sure: true, call.Syntax);
        return tables.Sources.ReturnsPrediction(method) ? Prediction(call.Type, source) : Value.Of(Kinds.View, source);
    }

    /// <summary>Of a session. A gated regression and an exempt model answer with no scores.</summary>
    private Value Outputs(IInvocationOperation call)
    {
        var (kind, figure) = tables.Answers.Of(call.Instance, cancelled);
        if (kind == AnswerKind.Other)
        {
            return Value.Clean;
        }

        var outputs = Value.Scores(new ScoreSource(NameOf(call), figure, kind == AnswerKind.Scores, call.Syntax));
        foreach (var argument in call.Arguments.Where(static argument => argument.Parameter is { Name: "outputValues" or "outputs" }))
        {
            Add(argument.Value, outputs);
        }

        return outputs;
    }

    private static string NameOf(IInvocationOperation call) => $"{call.Instance?.Type?.Name ?? call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}";

    private static Value Column(IInvocationOperation call, ScoreSource source)
    {
        var names = call.Arguments.SelectMany(static argument => argument.Value.DescendantsAndSelf()).Select(static operation => operation.ConstantValue);
        return Shapes.CarriesNumbers(call.Type) && names.Any(static name => name is { HasValue: true, Value: string text } && ScoreColumns.IsScoreColumn(text))
            ? Value.Scores(source)
            : Value.Clean;
    }

    /// <summary>MapGet and its like: the function's result leaves.</summary>
    private Value? Mapped(IInvocationOperation call)
    {
        if (!tables.Surfaces.MapsEndpoint(call.TargetMethod))
        {
            return null;
        }

        var pattern = call.Arguments.Select(static argument => argument.Value.ConstantValue).FirstOrDefault(static value => value is { HasValue: true, Value: string }).Value;
        foreach (var handler in call.Arguments.Select(static argument => Held(argument.Value)).Where(IsFunction))
        {
            Apply(handler, _ => null, $"the endpoint '{pattern}'");
        }

        return Value.Clean;
    }

    private Value Passed(IInvocationOperation call, Value receiver, Value given)
    {
        var method = call.TargetMethod;
        var all = Value.Join(receiver, given);
        var functions = call.Arguments.Where(static argument => IsFunction(argument.Value)).ToList();
        if (functions.Count > 0)
        {
            return Sequences.Result(method.Name, all, Value.Join(functions.Select(function => Apply(function.Value, Binder(call, all), null)).ToList()));
        }

        if (method is { Name: "Zip", ContainingType.Name: "Enumerable" })
        {
            return Zipped(call);
        }

        if (!Passing(method.ContainingType) || method.Name is "View" or "PartialView")
        {
            return Value.Clean;
        }

        if (call.Instance is { } instance && Mutators.Contains(method.Name))
        {
            Add(instance, given);
        }
        else if (method.Name is "CopyTo" or "TryCopyTo" or "Copy" or "BlockCopy")
        {
            foreach (var argument in call.Arguments.Where(static argument => argument.Parameter?.Name is "destination" or "array" or "destinationArray" or "dst"))
            {
                Add(argument.Value, all);
            }
        }

        if (method is { Name: "Cast" or "OfType", ContainingType.Name: "Enumerable" })
        {
            var elements = call.Arguments[0].Value;
            return Cast(all, (elements is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : elements).Type, call.Type);
        }

        return IsLogarithm(method) && (all.Own & Kinds.Scores) != 0 ? all.With(Kinds.Loss) : Extracted(method, all);
    }

    /// <summary>An output of ONNX Runtime read as text or whole numbers holds labels.</summary>
    private static Value Extracted(IMethodSymbol method, Value value) =>
        method.ContainingNamespace.Name == "OnnxRuntime"
        && (method.Name.StartsWith("GetString", StringComparison.Ordinal)
            || (method.TypeArguments.Length > 0 && !method.TypeArguments.Any(static type => Shapes.CarriesNumbers(type) || type.TypeKind == TypeKind.TypeParameter || Shapes.RootOf(type) == "Microsoft")))
            ? Value.Clean
            : value;

    private static bool IsLogarithm(IMethodSymbol method) =>
        method.ContainingType is { Name: "Math" or "MathF" } && method.Name.StartsWith("Log", StringComparison.Ordinal);

    private static bool Passing(ITypeSymbol? type) => type is not null && Passers.Contains(Shapes.RootOf(type));
}
