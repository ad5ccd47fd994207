using System.Security.Cryptography;
using PrivacyGate.Models;

namespace PrivacyGate.Cli.Training;

/// <summary>
/// Reference models the user brought, in place of a trainer: the seed is the number of the model. An index file tells the
/// data file each was trained on; records are recognised by their content, so that row numbers never matter.
/// </summary>
internal sealed class ReadyModels : ITrainer
{
    private readonly IReadOnlyList<ReadyModel> list;
    private readonly IReadOnlyList<UInt128[]> trainedOn;
    private readonly ForeignModel models;

    private ReadyModels(IReadOnlyList<ReadyModel> list, IReadOnlyList<UInt128[]> trainedOn, ForeignModel models)
    {
        (this.list, this.trainedOn, this.models) = (list, trainedOn, models);
        Description = new TrainerDescription(
            TrainerKinds.Ready,
            FormattableString.Invariant($"{list.Count} reference models the project brought"),
            string.Join(' ', list.Select(static model => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model.Model))))));
    }

    public TrainerDescription Description { get; }

    public int Count => list.Count;

    /// <summary>Reads an index: {"models": [{"model": "a.onnx", "members": "a.csv"}, ...]}, paths relative to the index.</summary>
    /// <param name="index">The index file.</param>
    /// <param name="read">Reads a data file in the columns of the user's data.</param>
    /// <param name="models">Opens the models.</param>
    /// <exception cref="InputException">PG0020 or PG0021 when a file is missing or unreadable, PG0333 when the index says something else; the codes of data files.</exception>
    public static ReadyModels Open(string index, Func<string, IEnumerable<RecordBatch>> read, ForeignModel models)
    {
        IReadOnlyList<ReadyModel> list = ReadyIndex.Read(index);
        return new ReadyModels(list, [.. list.Select(model => read(model.Members).SelectMany(static batch => batch.Keys).Distinct().ToArray())], models);
    }

    /// <summary>For each model the audited records it was trained on.</summary>
    /// <param name="keys">Keys of the audited records.</param>
    /// <returns>Row numbers, rising; one list a model.</returns>
    public IReadOnlyList<int[]> RowsIn(UInt128[] keys) => [.. trainedOn.Select(trained =>
    {
        HashSet<UInt128> known = [.. trained];
        return Enumerable.Range(0, keys.Length).Where(row => known.Contains(keys[row])).ToArray();
    })];

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
