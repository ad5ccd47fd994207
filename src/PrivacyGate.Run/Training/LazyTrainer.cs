using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Training;

/// <summary>Settles how to train when the first model is wanted: what only local shadows need must neither end nor delay what comes before them.</summary>
/// <param name="settle">Chooses the trainer; called once, by whichever thread is first.</param>
internal sealed class LazyTrainer(Func<CancellationToken, ITrainer> settle) : ITrainer
{
    private readonly Lock settling = new();
    private ITrainer? settled;

    public TrainerDescription Description => Settled(CancellationToken.None).Description;

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation) => Settled(cancellation).Train(records, seed, cancellation);

    public void Dispose() => settled?.Dispose();

    private ITrainer Settled(CancellationToken cancellation)
    {
        lock (settling)
        {
            return settled ??= settle(cancellation);
        }
    }
}
