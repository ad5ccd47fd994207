using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>One exchange for each of some records.</summary>
/// <param name="writer">Writes them.</param>
/// <param name="states">All searches.</param>
/// <param name="asked">Which of them ask.</param>
/// <param name="exchanges">What each of those exchanges.</param>
/// <param name="pull">For each the share of the way its numbers go, 1 for all of it; or null for all of it everywhere.</param>
internal sealed class ExchangeProbes(ExchangeWriter writer, ExchangeState[] states, int[] asked, ArraySegment<int>[] exchanges, double[]? pull) : IProbes
{
    public int Count => asked.Length;

    public int RecordOf(int probe) => states[asked[probe]].Record;

    public IProbeWriter NewWriter() => new Writer(this);

    private void Write(int probe, RecordCells.ProbeRows rows, int row) =>
        writer.Write(states[asked[probe]], exchanges[probe], pull is null ? 1 : pull[probe], rows, row);

    private sealed class Writer(ExchangeProbes probes) : IProbeWriter
    {
        public void Write(int probe, RecordCells.ProbeRows rows, int row) => probes.Write(probe, rows, row);
    }
}
