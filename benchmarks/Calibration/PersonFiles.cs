using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Calibration;

/// <summary>Persons with several rows each, and a model's answers about them.</summary>
/// <param name="MemberRows">Draws how many rows a member has.</param>
/// <param name="NonMemberRows">Draws how many rows a non-member has.</param>
/// <param name="PersonSpread">How far persons lie apart, in deviations of a row around its person.</param>
internal sealed record PersonFiles(Func<Draw, int> MemberRows, Func<Draw, int> NonMemberRows, double PersonSpread = 1)
{
    /// <summary>Which rows of a person the model is asked about.</summary>
    public enum Asked
    {
        /// <summary>All of them, as they are.</summary>
        Rows,

        /// <summary>None but one: the sum of all of them, divided by their number. What judging by all rows comes to.</summary>
        Mean,

        /// <summary>One.</summary>
        First,
    }

    /// <summary>An audit.</summary>
    /// <param name="persons">On each side.</param>
    /// <param name="leak">By how much more the model is sure of a member's row, in deviations of a row around its person.</param>
    /// <param name="seed">Of everything drawn.</param>
    /// <param name="asked">How a person's rows are told.</param>
    public AuditSample Sample(int persons, double leak, ulong seed, Asked asked = Asked.Rows)
    {
        var draw = new Draw(seed);
        var collector = new SignalCollector([]);
        foreach (var side in new[] { Side.Member, Side.NonMember })
        {
            var confidence = new List<double>();
            var subjects = new List<UInt128>();
            for (var person = 0; person < persons; person++)
            {
                var subject = new UInt128(draw.Bits(), draw.Bits());
                var centre = PersonSpread * draw.Normal();
                var rows = side == Side.Member ? MemberRows(draw) : NonMemberRows(draw);
                double[] own = [.. Enumerable.Range(0, rows).Select(_ => centre + draw.Normal() + (side == Side.Member ? leak : 0))];
                var told = asked switch { Asked.Mean => [own.Average()], Asked.First => own[..1], _ => own };
                confidence.AddRange(told);
                subjects.AddRange(told.Select(_ => subject));
            }

            int[] labels = [.. confidence.Select(_ => (int)(draw.Bits() % 2))];
            double[] values = [.. confidence];
            collector.Add(
                side,
                new RecordBatch([], labels, [.. labels.Select(_ => new UInt128(draw.Bits(), draw.Bits()))], [.. subjects], []),
                new SignalTable(2, labels, labels, values, values, values, null));
        }

        return collector.ToSample();
    }
}
