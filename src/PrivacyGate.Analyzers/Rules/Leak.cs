using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Flow;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>Finds the expression to underline: the scores themselves, not the object around them.</summary>
internal static class Leak
{
    /// <summary>The additional location is where scores were put into an object that leaves: there a guard can stand.</summary>
    public static Diagnostic Report(DiagnosticDescriptor rule, IOperation operation, Kinds kinds, FlowWalk walk, params object[] words)
    {
        var place = Innermost(operation, kinds, walk);
        var site = Shapes.CarriesNumbers(place.Type) ? null : walk.ValueOf(place).SiteOfScores;
        return Diagnostic.Create(rule, place.Syntax.GetLocation(), site is null ? [] : [site.GetLocation()], words);
    }

    private static IOperation Innermost(IOperation operation, Kinds kinds, FlowWalk walk)
    {
        while (operation is IConversionOperation { IsImplicit: true } or IArgumentOperation || !Shapes.CarriesNumbers(operation.Type))
        {
            if (Parts(operation).FirstOrDefault(part => (walk.ValueOf(part).Shown & kinds) != 0) is not { } part)
            {
                break;
            }

            operation = part;
        }

        return operation;
    }

    /// <summary>What an expression is made of, functions first: they say what becomes of the elements.</summary>
    private static IEnumerable<IOperation> Parts(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.Arguments.SelectMany(static argument => Returns(argument.Value))
            .Concat(call.Arguments.Select(static argument => argument.Value))
            .Concat(call.Instance is { } instance ? [instance] : []),
        IObjectCreationOperation creation => creation.Arguments.Select(static argument => argument.Value).Concat(creation.Initializer?.Initializers.SelectMany(Parts) ?? []),
        IAnonymousObjectCreationOperation anonymous => anonymous.Initializers.SelectMany(Parts),
        ISimpleAssignmentOperation assignment => [assignment.Value],
        IMemberInitializerOperation nested => nested.Initializer.Initializers.SelectMany(Parts),
        IConditionalOperation choice => choice.ChildOperations.Skip(1),
        IConversionOperation or ITupleOperation or IArrayCreationOperation or IArrayInitializerOperation or IInterpolatedStringOperation or IInterpolationOperation
            or IAwaitOperation or IBinaryOperation or ICoalesceOperation or IParenthesizedOperation or IWithOperation or IObjectOrCollectionInitializerOperation => operation.ChildOperations,
        { Kind: OperationKind.None } => operation.ChildOperations,
        _ => [],
    };

    private static IEnumerable<IOperation> Returns(IOperation argument) => argument switch
    {
        IConversionOperation conversion => Returns(conversion.Operand),
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Body.Descendants().OfType<IReturnOperation>().Select(static found => found.ReturnedValue).OfType<IOperation>(),
        _ => [],
    };
}
