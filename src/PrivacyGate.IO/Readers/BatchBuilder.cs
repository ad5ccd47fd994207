using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>Gathers records into a batch. A record counts only once <see cref="Commit"/> was called.</summary>
internal sealed class BatchBuilder
{
    /// <summary>A batch holds no more values of one input than this, however large a batch was asked for.</summary>
    private const int MostValues = 1 << 25;

    private readonly IReadOnlyList<InputFeed> feeds;
    private readonly InputFeed? target;
    private readonly ModelTask task;
    private readonly int[] widths;
    private readonly bool hasSubjects;
    private readonly bool hasGroups;
    private readonly TextPool[] pools;
    private readonly ArrayBufferWriter<byte> key = new(512);
    private int[] labels = [];
    private UInt128[] keys = [];
    private UInt128[] subjects = [];
    private UInt128[] groups = [];
    private string[][] slices = [];

    public BatchBuilder(FeaturePlan plan, int batchSize)
    {
        (feeds, target, task) = (plan.Feeds, plan.Target, plan.Keys.Task);
        widths = [.. feeds.Concat(target is null ? [] : [target]).Select(static feed => feed.Width)];
        (hasSubjects, hasGroups) = (plan.Keys.Subject is not null, plan.Keys.Group is not null);
        pools = [.. plan.Keys.SliceNames.Select(_ => new TextPool())];
        Writers = [.. feeds.Select(ValueWriter.For), .. target is null ? Array.Empty<ValueWriter>() : [task == ModelTask.MultiLabel ? new FlagWriter() : ValueWriter.For(target)]];
        Capacity = Math.Clamp(MostValues / Math.Max(1, widths.Max()), 1, batchSize);
        Start();
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    /// <summary>One writer a feed, the target's last; the record being read starts at <see cref="Count"/> times the feed's width.</summary>
    public ValueWriter[] Writers { get; }

    public void SetSubject(ReadOnlySpan<byte> utf8) => subjects[Count] = Hash(utf8);

    /// <summary>The query of a document.</summary>
    public void SetGroup(ReadOnlySpan<byte> utf8) => groups[Count] = Hash(utf8);

    /// <summary>False when the bytes are not UTF-8.</summary>
    public bool SetSlice(int slice, ReadOnlySpan<byte> utf8)
    {
        var text = pools[slice].Get(utf8);
        slices[slice][Count] = text ?? string.Empty;
        return text is not null;
    }

    /// <summary>Ends the record: its features, subject and slices are in place. Equal records get equal keys, whatever file they stand in.</summary>
    public void Commit(int label)
    {
        key.ResetWrittenCount();
        for (var f = 0; f < Writers.Length; f++)
        {
            Writers[f].AppendTo(key, Count * widths[f], widths[f]);
        }

        BinaryPrimitives.WriteInt32LittleEndian(key.GetSpan(sizeof(int)), label);
        key.Advance(sizeof(int));
        labels[Count] = label;
        keys[Count] = Hash(key.WrittenSpan);
        Count++;
    }

    /// <summary>The records so far; the builder starts anew.</summary>
    public RecordBatch Take()
    {
        var blocks = new FeatureBlock[feeds.Count];
        for (var f = 0; f < blocks.Length; f++)
        {
            blocks[f] = new FeatureBlock(feeds[f].Input.Name, feeds[f].Input.Kind, feeds[f].RecordShape, Writers[f].Take(Count * widths[f]));
        }

        var batch = new RecordBatch(blocks, TakeTargets(), Cut(keys), hasSubjects ? Cut(subjects) : null, [.. slices.Select(Cut)]);
        Start();
        return batch;
    }

    private Targets TakeTargets() =>
        target is not null ? new ValueTargets(task, target.Width, (float[])Writers[^1].Take(Count * target.Width)) { Groups = hasGroups ? Cut(groups) : null }
        : task == ModelTask.Classification ? new ClassTargets(Cut(labels))
        : new NoTargets(task, Count);

    private void Start()
    {
        Count = 0;
        for (var f = 0; f < Writers.Length; f++)
        {
            Writers[f].Start(Capacity * widths[f]);
        }

        (labels, keys, subjects) = (new int[Capacity], new UInt128[Capacity], new UInt128[hasSubjects ? Capacity : 0]);
        groups = new UInt128[hasGroups ? Capacity : 0];
        slices = [.. pools.Select(_ => new string[Capacity])];
    }

    private T[] Cut<T>(T[] values)
    {
        Array.Resize(ref values, Count);
        return values;
    }

    /// <summary>The first 128 bits of SHA-256.</summary>
    private static UInt128 Hash(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(content, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
