namespace PrivacyGate.Signals;

/// <summary>How the values of a record become the columns of the negative controls.</summary>
internal sealed class ControlLayout
{
    /// <summary>A table this wide is looked at column by column.</summary>
    private const int MostColumns = 8_192;

    /// <summary>Of what is wider (pictures), neighbours are averaged into so many.</summary>
    private const int MostAverages = 2_048;

    /// <summary>A float holds as many whole.</summary>
    private const ulong TextCodes = 1 << 24;

    private readonly Span[] spans;

    private ControlLayout(Span[] spans, IReadOnlyList<string> names)
    {
        this.spans = spans;
        Columns = [.. spans.Zip(names, static (span, name) => new ControlColumn(name, span.IsText))];
    }

    public IReadOnlyList<ControlColumn> Columns { get; }

    /// <param name="features">Those of any batch.</param>
    /// <param name="names">One for each value of a record, or null where nobody knows them.</param>
    public static ControlLayout Of(IReadOnlyList<FeatureBlock> features, IReadOnlyList<string>? names)
    {
        var width = features.Sum(static block => block.Width);
        var group = width <= MostColumns ? 1 : (width + MostAverages - 1) / MostAverages;
        names = names?.Count == width ? names : [.. features.SelectMany(NamesOf)];
        var spans = new List<Span>();
        var spanNames = new List<string>();
        var before = 0;
        for (var block = 0; block < features.Count; block++)
        {
            var isText = features[block].Kind == ElementKind.Text;
            var step = isText ? 1 : group;
            for (var first = 0; first < features[block].Width; first += step)
            {
                var count = Math.Min(step, features[block].Width - first);
                spans.Add(new Span(block, first, count, isText));
                var name = names[before + first];
                spanNames.Add(count == 1 ? name : $"{name} to {names[before + first + count - 1]}");
            }

            before += features[block].Width;
        }

        return new ControlLayout([.. spans], spanNames);
    }

    public void Write(IReadOnlyList<FeatureBlock> features, int record, float[] row)
    {
        for (var column = 0; column < spans.Length; column++)
        {
            var span = spans[column];
            var block = features[span.Block];
            var at = (record * block.Width) + span.First;
            row[column] = span.Count == 1 ? Value(block.Values, at) : Average(block.Values, at, span.Count);
        }
    }

    private static IEnumerable<string> NamesOf(FeatureBlock block) => block.Width == 1
        ? [block.Input]
        : Enumerable.Range(0, block.Width).Select(place => FormattableString.Invariant($"{block.Input}[{place}]"));

    private static float Average(Array values, int first, int count)
    {
        double sum = 0;
        for (var i = first; i < first + count; i++)
        {
            sum += Value(values, i);
        }

        return (float)(sum / count);
    }

    private static float Value(Array values, int at) => values is string[] texts ? Code(texts[at]) : (float)FeatureNumber.Of(values, at);

    /// <summary>What stands for a text.</summary>
    public static float Code(string text)
    {
        ulong hash = 0;
        foreach (var letter in text)
        {
            hash = Hashing.Mix(hash ^ letter);
        }

        return hash % TextCodes;
    }

    private readonly record struct Span(int Block, int First, int Count, bool IsText);
}
