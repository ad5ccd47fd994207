using PrivacyGate.Auditing.Knowledge;

namespace PrivacyGate.Tests.Auditing.Knowledge;

/// <summary>Against pairs counted one by one, labels dealt in every order, and closed forms.</summary>
public class ClassSkillTests
{
    private static double Auc(double[] column, int[] classes, int c)
    {
        double won = 0;
        var pairs = 0;
        for (var i = 0; i < classes.Length; i++)
        {
            for (var j = 0; j < classes.Length; j++)
            {
                if (classes[i] == c && classes[j] != c)
                {
                    won += column[i] > column[j] ? 1 : column[i] == column[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }

        return won / pairs;
    }

    private static double Macro(double[][] columns, int[] classes) => classes.Distinct().Average(c => Auc(columns[c], classes, c));

    private static (double[][] Columns, int[] Classes) Drawn(int seed, int n, int classes)
    {
        var random = new Random(seed);

        // Coarse values, so that there are ties.
        return ([.. Enumerable.Range(0, classes).Select(_ => Enumerable.Range(0, n).Select(_ => (double)random.Next(6)).ToArray())], [.. Enumerable.Range(0, n).Select(i => i < classes ? i : random.Next(classes))]);
    }

    [Theory]
    [InlineData(1, 9, 2)]
    [InlineData(2, 40, 3)]
    [InlineData(3, 100, 7)]
    public void The_area_is_the_share_of_pairs_in_order(int seed, int n, int classes)
    {
        (var columns, var labels) = Drawn(seed, n, classes);
        Assert.Equal(Macro(columns, labels), ClassSkill.Of(columns, labels)!.Auc, 1e-12);
    }

    /// <summary>The variance over all 5,040 orders of the labels of 7 records.</summary>
    [Theory]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    public void The_variance_of_shuffled_labels_is_exact(int seed, int classes)
    {
        (var columns, var labels) = Drawn(seed, 7, classes);
        double[] areas = [.. Orders(labels).Select(shuffled => Macro(columns, shuffled))];
        var mean = areas.Average();
        Assert.Equal(0.5, mean, 1e-12);

        var counts = ClassSkill.CountsOf(labels, classes);
        var shuffled = new ShuffledVariance(labels, counts, [.. Enumerable.Range(0, classes)]);
        for (var c = 0; c < classes; c++)
        {
            shuffled.Add(c, new RankedColumn(columns[c]).Ranks());
        }

        Assert.Equal(areas.Average(area => (area - mean) * (area - mean)), shuffled.Variance(), 1e-12);
    }

    /// <summary>Mann and Whitney's (n + 1) / (12 n1 n2) for two classes without ties.</summary>
    [Fact]
    public void The_variance_of_two_classes_is_that_of_the_rank_test()
    {
        int[] labels = [0, 0, 1, 0, 1, 0, 0, 0, 1, 0];
        double[] column = [.. Enumerable.Range(0, 10).Select(static i => (double)i)];
        var shuffled = new ShuffledVariance(labels, [7, 3], [0, 1]);
        shuffled.Add(0, new RankedColumn([.. column.Select(static value => -value)]).Ranks());
        shuffled.Add(1, new RankedColumn(column).Ranks());
        Assert.Equal(11 / (12.0 * 7 * 3), shuffled.Variance(), 1e-12);
    }

    [Fact]
    public void One_class_alone_measures_nothing() => Assert.Null(ClassSkill.Of([[1, 2], [2, 1]], [1, 1]));

    [Fact]
    public void A_model_that_ranks_all_rightly_is_proven_and_one_that_ranks_them_the_other_way_is_below_chance()
    {
        int[] labels = [.. Enumerable.Range(0, 200).Select(static i => i % 20 == 0 ? 1 : 0)];
        double[] column = [.. labels.Select(static (label, i) => label + (i / 1000.0))];
        var right = ClassSkill.Of([[.. column.Select(static value => -value)], column], labels)!;
        var wrong = ClassSkill.Of([column, [.. column.Select(static value => -value)]], labels)!;
        Assert.True(right is { Auc: 1, IsProven: true }, $"{right}");
        Assert.True(wrong is { Auc: 0, IsProven: false, Upper: < 0.5 }, $"{wrong}");
    }

    private static IEnumerable<int[]> Orders(int[] items)
    {
        if (items.Length == 1)
        {
            yield return items;
            yield break;
        }

        for (var first = 0; first < items.Length; first++)
        {
            foreach (var rest in Orders([.. items[..first], .. items[(first + 1)..]]))
            {
                yield return [items[first], .. rest];
            }
        }
    }
}
