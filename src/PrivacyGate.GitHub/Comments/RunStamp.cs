namespace PrivacyGate.GitHub.Comments;

/// <summary>Which run of a workflow something comes from; a later run or attempt is greater.</summary>
/// <param name="Number">Run number.</param>
/// <param name="Attempt">Attempt of that run.</param>
public readonly record struct RunStamp(long Number, int Attempt) : IComparable<RunStamp>
{
    public int CompareTo(RunStamp other) => (Number, Attempt).CompareTo((other.Number, other.Attempt));

    public static bool operator <(RunStamp left, RunStamp right) => left.CompareTo(right) < 0;

    public static bool operator >(RunStamp left, RunStamp right) => left.CompareTo(right) > 0;

    public static bool operator <=(RunStamp left, RunStamp right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RunStamp left, RunStamp right) => left.CompareTo(right) >= 0;

    public override string ToString() => FormattableString.Invariant($"{Number}.{Attempt}");
}
