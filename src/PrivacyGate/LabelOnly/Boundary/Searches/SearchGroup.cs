using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Searches;

/// <summary>Records that go from round to round together.</summary>
/// <param name="first">The first of them among the records the target gets right.</param>
/// <param name="count">How many.</param>
/// <param name="questions">Tells when the time is up.</param>
/// <param name="plan">How they are searched.</param>
internal sealed class SearchGroup(int first, int count, LabelQuestions questions, SearchPlan plan)
{
    private int round;

    public int First => first;

    public int Count => count;

    public ISearch Search { get; } = plan.Start(first, count);

    /// <summary>False once the time was up.</summary>
    public bool IsInTime { get; private set; } = true;

    /// <summary>Goes on until a round is done, or nothing is left to ask.</summary>
    public void Advance(int until)
    {
        while (IsInTime && round < until && !Search.IsOver)
        {
            // A round may have nothing to ask, and then nothing else looks at either.
            questions.Cancellation.ThrowIfCancellationRequested();
            IsInTime = !questions.IsTimeUp && Search.Advance(++round);
        }
    }
}
