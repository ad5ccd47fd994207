using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Tests.Attacks;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.Laws;

/// <summary>What every attack of the catalogue owes, including those not yet written.</summary>
public partial class AttackLaws
{
    [Fact]
    public void Ids_are_words_of_small_letters_and_no_two_alike()
    {
        Assert.All(AttackCatalog.Ids, static id => Assert.Matches("^[a-z]+(-[a-z]+)*$", id));
        Assert.Equal(AttackCatalog.Ids, AttackCatalog.Ids.Distinct());
    }

    /// <summary>The laws below cannot see a formula that rises with membership and is wrong.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_value_is_checked_by_a_test_of_its_own(string id) => Assert.Contains(
        typeof(AttackLaws).Assembly.GetTypes().SelectMany(static type => type.GetMethods()),
        method => method.GetCustomAttribute<FactAttribute>() is { Skip: null } && method.GetCustomAttribute<ValueOfAttribute>()?.Attacks.Contains(id) == true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_planted_leak_is_found(string id, ModelTask task)
    {
        var report = Auditor.Run(Sample(id, task, 1000, 1000, 2.5, seed: 11), [Attack(id)], new AuditOptions());
        var advantage = report.Findings.Single(finding => finding.Attack == id && finding.Metric == MetricIds.Advantage);
        var auc = report.Findings.Single(finding => finding.Attack == id && finding.Metric == MetricIds.Auc);
        Assert.True(advantage.Lower > 0.2, $"advantage at least {advantage.Lower}");
        Assert.True(auc.Lower > 0.6, $"area at least {auc.Lower}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Permuting_the_records_permutes_the_scores(string id, ModelTask task)
    {
        var input = Sample(id, task, 200, 200, 1, seed: 12).Input;
        var count = input.Signals.Count;
        int[] order = [.. Enumerable.Range(0, count).OrderBy(i => (i * 7919) % (count + 1))];
        var scores = Attack(id).Score(input).Values;
        var permuted = Attack(id).Score(Permuted(input, order)).Values;

        // A mean over a class may differ in its last digit when it is added up in another order.
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(scores[order[i]], permuted[i], 1e-12 * Math.Abs(scores[order[i]])));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Swapping_the_sides_changes_no_score(string id, ModelTask task)
    {
        var sample = Sample(id, task, 200, 150, 1, seed: 13);
        var swapped = Sample(id, task, 200, 150, 1, seed: 13, swapSides: true);
        Assert.Equal(sample.Truth.IsMember, swapped.Truth.IsMember.Select(member => !member));
        Assert.True(task == ModelTask.Score || sample.Input.MeanMemberLoss != swapped.Input.MeanMemberLoss);
        Assert.Equal(Attack(id).Score(sample.Input).Values, Attack(id).Score(swapped.Input).Values);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Swapping_the_sides_mirrors_the_area(string id, ModelTask task)
    {
        Finding Auc(bool swap) => Auditor.Run(Sample(id, task, 200, 150, 1, seed: 13, swapSides: swap), [Attack(id)], new AuditOptions())
            .Findings.Single(finding => finding.Metric == MetricIds.Auc);
        Assert.Equal(1 - Auc(false).Value!.Value, Auc(true).Value!.Value, 1e-12);
        Assert.Equal(1 - Auc(false).Lower!.Value, Auc(true).Upper!.Value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scoring_changes_nothing_it_was_given_and_gives_the_same_twice(string id, ModelTask task)
    {
        var input = Sample(id, task, 100, 100, 1, seed: 14).Input;
        var before = Json(input);
        var first = Attack(id).Score(input);
        first.Values[0] = 99;
        var second = Attack(id).Score(input);
        Assert.Equal(before, Json(input));
        Assert.Equal(first.Values[1..], second.Values[1..]);
        Assert.Equal(id, second.AttackId);
    }

    [Theory]
    [MemberData(nameof(ClassIds))]
    public void Equal_records_get_equal_scores_and_every_score_is_finite(string id)
    {
        double[] extreme = [-1e30, -1e30, -700, 0, 0, 36, 36, 745, 1e30, 1e30];
        double[] positive = [.. extreme.Select(Math.Abs)];
        int[] classes = [0, 0, 1, 1, 1, 2, 2, 2, 0, 0];
        UInt128[] keys = [1, 1, 2, 3, 3, 4, 5, 6, 7, 7];
        float[] uneven = [.. extreme.Select(value => (float)value)];
        float[] posteriors = [.. classes.SelectMany(c => Enumerable.Range(0, 4).Select(j => j == c ? 1f : 0f))];
        bool[] odd = [.. keys.Select(key => key % 2 == 1)];
        ShadowAnswers Shadow(bool flip) => new(
            uneven, flip ? [.. odd.Select(flag => !flag)] : odd, 0, 1,
            new PosteriorSample(4, posteriors, classes, odd), new TrainingSummary(1, 0, null, true));
        var input = new AuditInput(new SignalTable(4, classes, classes, extreme, positive, positive, positive) { RawScore = extreme }, 1)
        {
            Records = new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [1], uneven)], classes, keys, null, []),
            Posteriors = new PosteriorSample(4, posteriors, classes, null),
            Shadows = new ShadowEvidence(
                [Shadow(false), Shadow(true), Shadow(false), Shadow(true)],
                new ShadowSummary(4, 4, TrainerKinds.Network, "", ShadowSources.Auditor, 5, 5, 4, 0, null, 1, 0)),
            Networks = new LinearFitter(),
            LabelOnly = new LabelOnlyEvidence([new QueryCurve(id, [new QueryPoint(1, extreme)], QueryEnd.BudgetSpent, "")]),
        };
        Assert.Null(Attack(id).Refusal(input));
        var scores = Attack(id).Score(input).Values;
        Assert.All(scores, score => Assert.True(double.IsFinite(score)));
        Assert.Equal(scores[0], scores[1]);
        Assert.Equal(scores[3], scores[4]);
        Assert.Equal(scores[8], scores[9]);
    }

    [Theory]
    [MemberData(nameof(NoClassCases))]
    public void Equal_answers_of_other_models_get_equal_scores_and_every_score_is_finite(string id, ModelTask task)
    {
        double[] extreme = [-1e30, -1e30, -700, 0, 0, 1e-30, 36, 745, 1e30, 1e30];
        UInt128[] keys = [1, 1, 2, 3, 3, 4, 5, 6, 7, 7];
        float[] uneven = [.. extreme.Select(static value => (float)value)];
        bool[] odd = [.. keys.Select(static key => key % 2 == 1)];
        ShadowAnswers Shadow(bool flip) => new(uneven, flip ? [.. odd.Select(static flag => !flag)] : odd, 0, 1, null, new TrainingSummary(1, 0, null, true));
        var input = new AuditInput(new SignalTable(1, new int[10], [], null, null, null, null) { NoClass = new AnswerSignal(task, 1, extreme) }, 1)
        {
            Errors = new RootMeanSquares(1, 2),
            Records = new RecordBatch(
                [new FeatureBlock("x", ElementKind.Float32, [1], uneven)],
                task is ModelTask.Regression or ModelTask.MultiLabel ? new ValueTargets(task, 1, uneven) : new NoTargets(task, 10), keys, null, []),
            Shadows = new ShadowEvidence(
                [Shadow(false), Shadow(true), Shadow(false), Shadow(true)],
                new ShadowSummary(4, 4, TrainerKinds.Network, "", ShadowSources.Auditor, 5, 5, 4, 0, null, 1, 0)),
            Networks = new LinearFitter(),
        };
        Assert.Null(Attack(id).Refusal(input));
        var scores = Attack(id).Score(input).Values;
        Assert.All(scores, score => Assert.True(double.IsFinite(score)));
        Assert.Equal(scores[0], scores[1]);
        Assert.Equal(scores[3], scores[4]);
        Assert.Equal(scores[8], scores[9]);
    }

    [Theory]
    [MemberData(nameof(ClassIds))]
    public void A_missing_signal_is_refused_by_name(string id)
    {
        var labelOnly = Synthetic.Sample(50, 50, 1, seed: 15, kind: ScoreKind.LabelOnly, evidence: true);
        var refusal = Attack(id).Refusal(labelOnly.Input);
        var needsLabelsAlone = id == "gap" || Attack(id).Needs.HasFlag(AttackNeeds.Labels);
        Assert.Equal(needsLabelsAlone, refusal is null);
        Assert.Null(Attack(id).Refusal(Sample(id, ModelTask.Classification, 50, 50, 1, seed: 15).Input));
        var report = Auditor.Run(labelOnly, [Attack("gap"), Attack(id)], new AuditOptions());
        Assert.Equal(needsLabelsAlone ? [] : [new RefusedAttack(id, refusal!)], report.Refused);
    }

    /// <summary>What an attack says it needs it refuses to go without; what it does not, it does not look at.</summary>
    [Theory]
    [MemberData(nameof(ClassIds))]
    public void Missing_evidence_is_refused_by_name_and_only_where_it_is_needed(string id)
    {
        var input = Sample(id, ModelTask.Classification, 60, 60, 1, seed: 17).Input;
        var needs = Attack(id).Needs;
        string? Without(AuditInput less) => Attack(id).Refusal(less);
        Assert.Equal(needs.HasFlag(AttackNeeds.Shadows), Without(input with { Shadows = null })?.StartsWith("needs shadow models", StringComparison.Ordinal) ?? false);
        Assert.Equal(needs.HasFlag(AttackNeeds.Posteriors), Without(input with { Posteriors = null })?.Contains("class probabilities", StringComparison.Ordinal) ?? false);
        Assert.Equal(needs.HasFlag(AttackNeeds.Records) && !needs.HasFlag(AttackNeeds.Labels), Without(input with { Records = null })?.Contains("records themselves", StringComparison.Ordinal) ?? false);
        Assert.Equal(needs.HasFlag(AttackNeeds.Labels), Without(input with { LabelOnly = null })?.StartsWith("needs the model's labels", StringComparison.Ordinal) ?? false);
        var learns = needs.HasFlag(AttackNeeds.Posteriors) || (needs.HasFlag(AttackNeeds.Shadows) && needs.HasFlag(AttackNeeds.Records));
        Assert.Equal(learns, Without(input with { Networks = null })?.Contains("fit a network", StringComparison.Ordinal) ?? false);
        var bare = input.Shadows! with { Shadows = [.. input.Shadows.Shadows.Select(shadow => shadow with { Posteriors = null })] };
        Assert.Equal(needs.HasFlag(AttackNeeds.Posteriors), Without(input with { Shadows = bare }) is not null);
    }

    /// <summary>Shadows of an attacker who has no member: everything but the one attack that compares with shadows trained on the record.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Shadows_that_saw_no_audited_record_serve_every_attack_but_lira(string id, ModelTask task)
    {
        var input = Sample(id, task, 500, 500, 2.5, seed: 18).Input;
        ShadowAnswers[] outside = [.. Sample(id, task, 500, 500, 0, seed: 18).Input.Shadows!.Shadows.Zip(
            input.Shadows!.Shadows, static (unseen, own) => own with { Signal = unseen.Signal, Trained = new bool[unseen.Trained.Length] })];
        var offline = input with { Shadows = input.Shadows with { Shadows = outside } };
        Assert.False(offline.Shadows.HasIn);
        Assert.Equal(id == "lira", Attack(id).Refusal(offline) is not null);
        if (id != "lira")
        {
            var report = Auditor.Run(Sample(id, task, 500, 500, 2.5, seed: 18) with { Input = offline }, [Attack(id)], new AuditOptions());
            Assert.True(report.Findings.Single(finding => finding.Metric == MetricIds.Auc).Lower > 0.6);
        }
    }

    [Theory]
    [InlineData(ModelTask.Classification)]
    [InlineData(ModelTask.Regression)]
    [InlineData(ModelTask.MultiLabel)]
    public void The_whole_report_is_the_same_on_one_thread_and_on_many(ModelTask task)
    {
        AuditReport Report(int threads) =>
            Auditor.Run(Sample("", task, 400, 300, 1, seed: 16), AttackCatalog.All, new AuditOptions { DegreeOfParallelism = threads });
        var one = Json(Report(1));
        Assert.Equal(one, Json(Report(8)));
        Assert.Equal(one, Json(Auditor.Run(Sample("", task, 400, 300, 1, seed: 16, shuffled: true), AttackCatalog.All, new AuditOptions())));
        Assert.Contains("\"battery\"", one, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_attack_has_a_page_with_formula_source_and_cost(string id)
    {
        var page = File.ReadAllText(Repository.Path("docs", "attacks", id + ".md"));
        Assert.StartsWith($"# {id}\n", page, StringComparison.Ordinal);
        Assert.All(["## Formula", "## Source", "## Cost"], heading => Assert.Contains(heading, page, StringComparison.Ordinal));
    }

    /// <summary>The false alarms of one attack alone: a model that treats both sides alike, budget 0; about 150 records a side and class, so that classes learn thresholds of their own.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void No_leak_is_no_finding(string id, ModelTask task)
    {
        const int audits = 100;
        var alarms = NoLeak[task].Value.Count(sample =>
            Gate.Decide(Auditor.Run(sample, [Attack(id)], new AuditOptions()), new Budget(Advantage: 0)).Kind == VerdictKind.Fail);

        // Nominal 2.5 %, at which 10 or more of 100 have a probability of .0002.
        Assert.True(alarms <= 9, $"{alarms} false alarms in {audits} audits");
    }
}
