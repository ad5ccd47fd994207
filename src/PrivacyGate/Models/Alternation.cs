namespace PrivacyGate.Models;

/// <summary>Takes two sequences in turn, so that sources that read ahead on threads of their own do so at the same time.</summary>
public static class Alternation
{
    /// <summary>The first item of one, the first of the other, and so on; then the rest of the longer one.</summary>
    public static IEnumerable<T> InTurn<T>(IEnumerable<T> one, IEnumerable<T> other)
    {
        using var first = one.GetEnumerator();
        using var second = other.GetEnumerator();
        var firstHasMore = true;
        var secondHasMore = true;
        while (firstHasMore || secondHasMore)
        {
            if (firstHasMore && (firstHasMore = first.MoveNext()))
            {
                yield return first.Current;
            }

            if (secondHasMore && (secondHasMore = second.MoveNext()))
            {
                yield return second.Current;
            }
        }
    }
}
