using PrivacyGate.Features;

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

        private readonly Feature[] numbers = [.. features.Where(static feature => feature.IsNumber)];
        private readonly Feature[] values = [.. features.Where(static feature => !feature.IsNumber && feature.Kind != FeatureKind.Fixed)];
        private readonly float[] shifts = new float[features.Count(static feature => feature.IsNumber)];
        private readonly List<(int Cell, int Donor)> exchanges = [];
        private double strength;
        private int current = -1;

        public void Write(int probe, RecordCells.ProbeRows rows, int row)
        {
            int copy = probes.FirstCopy + (probe / probes.Records);
            if (copy != current)
            {
                current = copy;
                DrawNoise(copy);
            }

            int record = probes.RecordOf(probe);
            rows.CopyRecord(row, record);
            foreach ((int cell, int donor) in exchanges)
            {
                rows.CopyCell(row, cell, donor);
            }

            Shift(rows, row, record);
        }

        private void Shift(RecordCells.ProbeRows rows, int row, int record)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                Feature feature = numbers[i];
                int cell = feature.Cells[0];
                double value = cells.Number(record, cell) + (strength * feature.StandardDeviation * shifts[i]);
                value = Math.Clamp(value, feature.Minimum, feature.Maximum);
                rows.SetNumber(row, cell, feature.Kind == FeatureKind.Integer ? Math.Round(value) : value);
            }
        }

        private void DrawNoise(int copy)
        {
            (int round, int which) = Math.DivRem(copy, probes.Strengths.Length);
            strength = probes.Strengths[which];
            DrawShifts(round, which);
            exchanges.Clear();
            CountedDraw draw = CountedDraw.For(seed, Exchanges, (ulong)copy);
            foreach (Feature feature in values)
            {
                if (draw.Uniform() < strength)
                {
                    int donor = draw.Below(cells.Count);
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

            CountedDraw draw = CountedDraw.For(seed, Shifts, (ulong)(((round / 2) * probes.Strengths.Length) + which));
            draw.FillNormal(shifts);
            for (int i = 0; i < shifts.Length && round % 2 == 1; i++)
            {
                shifts[i] = -shifts[i];
            }
        }
    }

    private int FirstCopy { get; } = firstCopy;

    private int Records => questions.Right.Length;

    private double[] Strengths { get; } = strengths;
}
