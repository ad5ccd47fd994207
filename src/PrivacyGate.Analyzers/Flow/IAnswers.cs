using Microsoft.CodeAnalysis;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Knows what models answer with.</summary>
internal interface IAnswers
{
    /// <param name="session">The session that runs; null where the code does not show one.</param>
    /// <param name="cancelled">Ends the search.</param>
    /// <returns>What its outputs are, and the measured figure to quote; "" without one.</returns>
    (AnswerKind Kind, string Figure) Of(IOperation? session, CancellationToken cancelled);
}
