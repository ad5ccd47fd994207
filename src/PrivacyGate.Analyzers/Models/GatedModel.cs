namespace PrivacyGate.Analyzers.Models;

/// <summary>A model that the project gates or exempts.</summary>
/// <param name="Path">Relative to the project, divided by '/'.</param>
/// <param name="Verdict">pass, fail, inconclusive, invalid, stale-model, stale-input, none or exempt.</param>
/// <param name="Task">What the model is trained for, as docs/tasks.md names it; "" where nobody said.</param>
/// <param name="Figure">The measured figure with interval and budget; "" without one, and where it is out of date.</param>
internal sealed record GatedModel(string Path, string Verdict, string Task, string Figure)
{
    private static readonly string[] WorstFirst = ["fail", "invalid", "inconclusive", "pass"];

    public bool IsExempt => Verdict == "exempt";

    /// <summary>The answers say how sure the model is. A value or a reconstruction is the answer itself.</summary>
    public bool AnswersWithScores => !IsExempt && Task is ("" or "classification" or "multi-label" or "score");

    /// <summary>The worst verdict has the lowest.</summary>
    public int Rank => System.Array.IndexOf(WorstFirst, Verdict) is >= 0 and var rank ? rank : WorstFirst.Length;
}
