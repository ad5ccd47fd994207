using System.Security.Cryptography;
using PrivacyGate.Models;
using PrivacyGate.Shadows;

namespace PrivacyGate.Cli.Training;

/// <summary>
/// Reference models the user brought, in place of a trainer: the seed is the number of the model. An index file tells the
/// data file each was trained on; records are recognised by their content, so that row numbers never matter.
/// </summary>
internal sealed class ReadyModels : ITrainer
{
    private readonly IReadOnlyList<ReadyModel> list;
    private readonly IReadOnlyList<HashSet<UInt128>> trainedOn;
    private readonly ForeignModel models;

    private ReadyModels(IReadOnlyList<ReadyModel> list, IReadOnlyList<HashSet<UInt128>> trainedOn, ForeignModel models)
    {
        (this.list, this.trainedOn, this.models) = (list, trainedOn, models);
        Description = new TrainerDescription(
            TrainerKinds.Ready,
            FormattableString.Invariant($"{list.Count} reference models the project brought"),
            string.Join(' ', list.Select(static model => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model.Model))))));
    }

    public TrainerDescription Description { get; }

    public int Count => list.Count;

    /// <param name="index">The index file: <see cref="ReadyIndex"/>.</param>
    /// <param name="files">Full paths of the models.</param>
    /// <param name="read">Reads a data file in the columns of the user's data.</param>
    /// <param name="models">Opens the models.</param>
    /// <exception cref="InputException">PG0020 or PG0021 when a file is missing or unreadable, PG0333 when the index does not tell of each model; the codes of data files.</exception>
    public static ReadyModels Open(string index, IReadOnlyList<string> files, Func<string, IEnumerable<RecordBatch>> read, ForeignModel models)
    {
        IReadOnlyList<ReadyModel> list = ReadyIndex.Read(index, files);
        return new ReadyModels(list, [.. list.Select(model => read(model.Records).SelectMany(static batch => batch.Keys).ToHashSet())], models);
    }

    /// <summary>Which model was trained on which audited records: a schedule that was drawn by others.</summary>
    /// <param name="audited">The audited records.</param>
    /// <param name="targetRecords">Records the target was trained on.</param>
    /// <exception cref="InputException">PG0333: a model was trained on none of them.</exception>
    public ShadowSchedule Schedule(RecordBatch audited, int targetRecords)
    {
        ArgumentNullException.ThrowIfNull(audited);
        return new ShadowSchedule([.. list.Select((model, number) => Plan(number, audited.Keys))], targetRecords, 0);
    }

    private ShadowPlan Plan(int number, UInt128[] keys)
    {
        int[] rows = [.. Enumerable.Range(0, keys.Length).Where(row => trainedOn[number].Contains(keys[row]))];
        return rows.Length > 0 ? new ShadowPlan(number, (ulong)number, rows, []) : throw new InputException(Diagnostic.Error(
            DiagnosticIds.ReadyModelsMalformed,
            FormattableString.Invariant($"reference model {number + 1} of 'shadows.models' was trained on no audited record, by the index; its records need the columns and values of members and nonMembers")));
    }

    /// <param name="records">Records the model was trained on, for its loss.</param>
    /// <param name="seed">The number of the model, from 0.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(seed, (ulong)list.Count);
        string path = list[(int)seed].Model;
        return models.Open(path, $"the reference model {Path.GetFileName(path)}", records, cancellation);
    }

    public void Dispose()
    {
        // Models are opened one at a time, by those who ask.
    }
}
