using PrivacyGate.IO.Spec;
using PrivacyGate.Models;

namespace PrivacyGate.IO.Readers;

internal sealed class NpzReader : RecordReader
{
    private NpzReader(RecordSource source, IReadOnlyList<RecordColumn> columns) : base(source, columns) { }

    public static RecordReader OpenArchive(RecordSource source) =>
        throw new InputException(Diagnostic.Error(DiagnosticIds.NotInThisVersion, $"{MessageText.Plain(source.File.Path)}: .npz is not read yet", source.File.Location));

    private protected override IEnumerable<RecordBatch> Stream(FeaturePlan plan, LabelMap labels, int batchSize, CancellationToken cancellation) => throw new NotSupportedException();
}
