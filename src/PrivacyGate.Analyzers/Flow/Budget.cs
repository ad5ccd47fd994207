namespace PrivacyGate.Analyzers.Flow;

/// <summary>How much may be walked for one method, its helpers included. Beyond that values count as clean: the editor must not wait.</summary>
internal sealed class Budget
{
    private const int Operations = 200_000;

    /// <summary>Deeper expressions would end the compiler by its stack.</summary>
    private const int Nesting = 400;

    private int left = Operations;

    private int nested;

    public bool Enter()
    {
        if (left == 0 || nested == Nesting)
        {
            return false;
        }

        left--;
        nested++;
        return true;
    }

    public void Leave() => nested--;
}
