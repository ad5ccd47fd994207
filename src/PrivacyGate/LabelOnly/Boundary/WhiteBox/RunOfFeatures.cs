namespace PrivacyGate.LabelOnly.Boundary.WhiteBox;

/// <summary>
/// How many of the features that help most must be exchanged before the label changes: as many as a plane would need, then
/// twice as many and so on; where all of them do not do, those of the start, a record of another class.
/// </summary>
internal sealed class RunOfFeatures
{
    private const int Doublings = 4;

    /// <summary>The same where an exchange that changes the label is known: a longer one is of little use.</summary>
    private const int DoublingsOnceFound = 1;

    private readonly GuidedExchange search;
    private readonly int mostDoublings;
    private int[] order;
    private int length;
    private int doublings;
    private bool isStart;

    public RunOfFeatures(GuidedExchange search)
    {
        this.search = search;
        order = search.ByEffect();
        length = Math.Min(order.Length, search.Guess(order));
        mostDoublings = IsFound ? DoublingsOnceFound : Doublings;
        IsOpen = order.Length > 0 || GoToStart();
    }

    /// <summary>Whether <see cref="Tried"/> is to be asked about.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether <see cref="Tried"/> changes the label.</summary>
    public bool ChangesLabel { get; private set; }

    public ArraySegment<int> Tried => new(order, 0, length);

    /// <summary>How long a run is known to keep the label.</summary>
    public int Keeping { get; private set; }

    private bool IsFound => search.State.Exchange.Length > 0;

    public void Answer(bool keepsLabel)
    {
        ChangesLabel = !keepsLabel;
        if (ChangesLabel)
        {
            IsOpen = false;
        }
        else if (!isStart && length < order.Length && doublings++ < mostDoublings)
        {
            (Keeping, length) = (length, Math.Min(order.Length, 2 * length));
        }
        else
        {
            IsOpen = GoToStart();
        }
    }

    private bool GoToStart()
    {
        if (isStart || IsFound)
        {
            return false;
        }

        isStart = true;
        order = search.StartByEffect();
        (Keeping, length) = (0, order.Length);
        return length > 0;
    }
}
