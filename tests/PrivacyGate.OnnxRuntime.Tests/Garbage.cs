namespace Microsoft.ML.OnnxRuntime.Tests;

internal static class Garbage
{
    /// <summary>Moves and overwrites whatever is not held or pinned, and runs the finalizers.</summary>
    internal static void Churn()
    {
        for (var round = 0; round < 3; round++)
        {
            var rubbish = Enumerable.Range(0, 2000).Select(index => new float[64].Select(_ => -7f).ToArray()).ToArray();
            GC.KeepAlive(rubbish);
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }
}
