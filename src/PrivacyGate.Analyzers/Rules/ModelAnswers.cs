using Microsoft.CodeAnalysis;
using PrivacyGate.Analyzers.Flow;
using PrivacyGate.Analyzers.Known;
using PrivacyGate.Analyzers.Models;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>By the file that a session was opened from, and what the gate knows of it.</summary>
internal sealed class ModelAnswers(Compilation compilation, Verdicts verdicts) : IAnswers
{
    private readonly Sessions sessions = new(compilation);

    public (AnswerKind Kind, string Figure) Of(IOperation? session, CancellationToken cancelled) => verdicts.AnswersOf(sessions.PathOf(session, cancelled));
}
