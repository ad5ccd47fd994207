namespace PrivacyGate.Auditing.Copies;

/// <summary>
/// A few random sums of each record's standardised values (Johnson and Lindenstrauss 1984): records that nearly equal
/// each other have nearly equal sums, and others differ in some of them.
/// </summary>
/// <remarks>Bytes a record: 32 for the sums, 16 key, 4 label, 1 side, and inside <see cref="NearestMembers"/> 24 more.</remarks>
internal sealed class RecordSketches
{
    /// <summary>Sums a record. Two records that differ by a standard deviation a column agree in all of them within .05 about once in 1e12 pairs.</summary>
    public const int Sums = 8;

    private readonly ColumnScale scale;
    private readonly float[][] signs;
    private readonly float[] sketch = new float[Sums];

    public RecordSketches(ColumnScale scale, int count)
    {
        (Values, Keys, Labels, IsMember) = (new List<float>(count * Sums), new List<UInt128>(count), new List<int>(count), new List<bool>(count));
        this.scale = scale;
        var one = (float)(1 / Math.Sqrt(Math.Max(1, scale.Varying)));
        signs = [.. Enumerable.Range(0, Sums).Select(sum => Enumerable.Range(0, scale.Centre.Length)
            .Select(column => Hashing.Mix(((ulong)sum << 32) | (uint)column) >> 63 == 1 ? one : -one).ToArray())];
    }

    public List<float> Values { get; }

    public List<UInt128> Keys { get; }

    public List<int> Labels { get; }

    public List<bool> IsMember { get; }

    public void Add(UInt128 key, int label, bool isMember, float[] row)
    {
        Array.Clear(sketch);
        for (var column = 0; column < row.Length; column++)
        {
            var value = scale.Of(column, row[column]);
            for (var sum = 0; value != 0 && sum < Sums; sum++)
            {
                sketch[sum] += signs[sum][column] * value;
            }
        }

        Values.AddRange(sketch);
        Keys.Add(key);
        Labels.Add(label);
        IsMember.Add(isMember);
    }
}
