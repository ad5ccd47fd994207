using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Arguments by the names of their parameters.</summary>
internal static class Arguments
{
    /// <summary>What is given for the first of these parameters that the call has; null where it has none of them.</summary>
    public static IOperation? Named(this IEnumerable<IArgumentOperation> arguments, params string[] parameters) =>
        arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && parameters.Contains(parameter.Name))?.Value;
}
