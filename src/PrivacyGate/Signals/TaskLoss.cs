namespace PrivacyGate.Signals;

/// <summary>The mean loss by which models of one task that is no classification are compared.</summary>
public static class TaskLoss
{
    /// <param name="records">The records.</param>
    /// <param name="signal">What a model's answers say of them.</param>
    /// <returns>Of values and reconstructions the share of variance left unexplained, of several labels nats a record; 0 of scores, which have no loss.</returns>
    public static double Mean(RecordBatch records, AnswerSignal signal) =>
        ValueFit.MeanLoss(records, signal, [.. Enumerable.Repeat(true, records.Count)]) ?? 0;
}
