using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Augmentation;

/// <summary>All pictures the target gets right, changed alike. Points that must stay keep their value.</summary>
/// <param name="questions">The pictures.</param>
/// <param name="layout">Where their points stand.</param>
/// <param name="map">What they become.</param>
internal sealed class PictureProbes(LabelQuestions questions, PictureLayout layout, PictureMap map) : IProbes
{
    public int Count => questions.Right.Length;

    public int RecordOf(int probe) => questions.Right[probe];

    public IProbeWriter NewWriter() => new Writer(this, questions, layout, map);

    private sealed class Writer(PictureProbes probes, LabelQuestions questions, PictureLayout layout, PictureMap map) : IProbeWriter
    {
        private readonly double[] picture = new double[layout.Cells];
        private readonly Feature?[] free = FreeCells(questions.Space, layout.Cells);

        public void Write(int probe, RecordCells.ProbeRows rows, int row)
        {
            var record = probes.RecordOf(probe);
            rows.CopyRecord(row, record);
            for (var cell = 0; cell < picture.Length; cell++)
            {
                picture[cell] = questions.Cells.Number(record, cell);
            }

            for (var plane = 0; plane < layout.Planes; plane++)
            {
                WritePlane(plane, rows, row);
            }
        }

        private void WritePlane(int plane, RecordCells.ProbeRows rows, int row)
        {
            for (var point = 0; point < layout.Height * layout.Width; point++)
            {
                for (var channel = 0; channel < layout.Interleaved; channel++)
                {
                    var cell = layout.Cell(plane, point, channel);
                    if (free[cell] is { } feature)
                    {
                        var value = map.Value(picture, layout, plane, point, channel);
                        rows.SetNumber(row, cell, Math.Clamp(value, feature.Minimum, feature.Maximum));
                    }
                }
            }
        }

        private static Feature?[] FreeCells(FeatureSpace space, int cells)
        {
            var free = new Feature?[cells];
            foreach (var feature in space.Features.Where(static feature => feature.Kind != FeatureKind.Fixed))
            {
                free[feature.Cells[0]] = feature;
            }

            return free;
        }
    }
}
