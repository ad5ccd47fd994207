using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Noise;

/// <summary>Noisy copies: copy after copy, in each all records the target gets right.</summary>
/// <param name="questions">The records.</param>
/// <param name="strengths">Strengths, in turn.</param>
/// <param name="firstCopy">Number of the first copy, which decides its noise.</param>
/// <param name="copies">Copies of each record.</param>
internal sealed class NoiseProbes(LabelQuestions questions, double[] strengths, int firstCopy, int copies) : IProbes
{
    public int Count { get; } = copies * questions.Right.Length;

    public int RecordOf(int probe) => questions.Right[probe % questions.Right.Length];

    public IProbeWriter NewWriter() => new Writer(this, questions.Cells, questions.Space.Features, questions.Options.Seed);

    private sealed class Writer(NoiseProbes probes, RecordCells cells, IReadOnlyList<Feature> features, ulong seed) : IProbeWriter
    {
        private const ulong Exchanges = 0x6E6F697365;
        private const ulong Shifts = 0x7368696674;

        private readonly Number[] numbers = [.. features.Where(static feature => feature.IsNumber).Select(static feature => new Number(
            feature.Cells[0], feature.Minimum, feature.Maximum, feature.StandardDeviation, feature.Kind == FeatureKind.Integer))];
        private readonly Feature[] values = [.. features.Where(static feature => !feature.IsNumber && feature.Kind != FeatureKind.Fixed)];
        private readonly float[] shifts = new float[features.Count(static feature => feature.IsNumber)];
        private readonly double[] moves = new double[features.Count(static feature => feature.IsNumber)];
        private readonly List<(int Cell, int Donor)> exchanges = [];
        private double strength;
        private int current = -1;

        public void Write(int probe, RecordCells.ProbeRows rows, int row)
        {
            var copy = probes.FirstCopy + (probe / probes.Records);
            if (copy != current)
            {
                current = copy;
                DrawNoise(copy);
            }

            var record = probes.RecordOf(probe);
            rows.CopyRecord(row, record);
            foreach ((var cell, var donor) in exchanges)
            {
                rows.CopyCell(row, cell, donor);
            }

            Shift(rows, row, record);
        }

        private void Shift(RecordCells.ProbeRows rows, int row, int record)
        {
            var floats = rows.FloatRow(row);
            for (var i = 0; i < numbers.Length; i++)
            {
                ref readonly var number = ref numbers[i];
                var value = (floats.IsEmpty ? cells.Number(record, number.Cell) : floats[number.Cell]) + moves[i];
                value = Math.Min(Math.Max(value, number.Minimum), number.Maximum);
                value = number.IsWhole ? Math.Round(value) : value;
                if (floats.IsEmpty)
                {
                    rows.SetNumber(row, number.Cell, value);
                }
                else
                {
                    floats[number.Cell] = (float)value;
                }
            }
        }

        private void DrawNoise(int copy)
        {
            (var round, var which) = Math.DivRem(copy, probes.Strengths.Length);
            strength = probes.Strengths[which];
            DrawShifts(round, which);
            exchanges.Clear();
            var draw = CountedDraw.For(seed, Exchanges, (ulong)copy);
            foreach (var feature in values)
            {
                if (draw.Uniform() < strength)
                {
                    var donor = draw.Below(cells.Count);
                    exchanges.AddRange(feature.Cells.Select(cell => (cell, donor)));
                }
            }
        }

        /// <summary>Every second round is the one before with its sign turned: what pulls one way is balanced.</summary>
        private void DrawShifts(int round, int which)
        {
            if (numbers.Length == 0)
            {
                return;
            }

            var draw = CountedDraw.For(seed, Shifts, (ulong)(((round / 2) * probes.Strengths.Length) + which));
            draw.FillNormal(shifts);
            double sign = round % 2 == 0 ? 1 : -1;
            for (var i = 0; i < shifts.Length; i++)
            {
                moves[i] = strength * numbers[i].StandardDeviation * (sign * shifts[i]);
            }
        }
    }

    private int FirstCopy { get; } = firstCopy;

    private int Records => questions.Right.Length;

    private double[] Strengths { get; } = strengths;

    /// <summary>A feature that counts, read often.</summary>
    private readonly record struct Number(int Cell, double Minimum, double Maximum, double StandardDeviation, bool IsWhole);
}
