using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Inference.Trees;

/// <summary>
/// The trees of an ensemble in one array, walked without a jump that a processor could mispredict: ONNX Runtime spends
/// most of its time on those. Sums are added in single precision in the order of the trees, as the runtime does.
/// </summary>
internal sealed class FlatTrees
{
    /// <summary>Records that go through a tree together: their numbers stay in the first-level cache, and so does the tree.</summary>
    private const int Block = 128;

    /// <summary>After so many levels it is looked at whether all records have reached a leaf.</summary>
    private const int Look = 4;

    private readonly Node[] nodes;
    private readonly int[] roots;
    private readonly int[] depths;
    private readonly int[]? columnOfTree;
    private readonly float[] leaves;

    private FlatTrees(TreeEnsemble ensemble, Func<float, float> threshold)
    {
        Ensemble = ensemble;
        columnOfTree = ensemble.ColumnOfTree();
        roots = new int[ensemble.Trees.Count];
        depths = [.. ensemble.Trees.Select(static tree => tree.Depth())];
        nodes = new Node[ensemble.Trees.Sum(static tree => tree.Nodes)];
        leaves = new float[nodes.Length * ensemble.Columns];
        var next = 0;
        for (var i = 0; i < roots.Length; i++)
        {
            roots[i] = next;
            Lay(ensemble.Trees[i], next, threshold);
            next += ensemble.Trees[i].Nodes;
        }
    }

    public TreeEnsemble Ensemble { get; }

    /// <returns>The trees, or null where the node holds none, or compares or adds up otherwise than in here.</returns>
    public static FlatTrees? Of(NodeProto node)
    {
        string[] modes = [.. node.Texts("nodes_modes").Where(static mode => mode != "LEAF").Distinct()];
        var isSingle = node.Attribute.All(static attribute => !attribute.Name.EndsWith("_as_tensor", StringComparison.Ordinal));
        Func<float, float>? threshold = modes switch
        {
            [] or ["BRANCH_LEQ"] => static value => value,

            // Below a number is at most the number before it.
            ["BRANCH_LT"] => MathF.BitDecrement,
            _ => null,
        };
        return isSingle && threshold is not null && node.Text("aggregate_function", "SUM") == "SUM"
            && node.Floats("nodes_values").All(float.IsFinite) && TreeEnsembleReader.Read(node) is { } ensemble
                ? new FlatTrees(ensemble, threshold)
                : null;
    }

    /// <summary>Adds up what the trees say.</summary>
    /// <param name="rows">(records x <paramref name="width"/>) without NaN, row-major.</param>
    /// <param name="width">Numbers a record, at least as many as the trees have features.</param>
    /// <param name="sums">(records x columns), row-major, zeros.</param>
    /// <param name="cancellation">Stops between two blocks of records.</param>
    public void Sum(ReadOnlySpan<float> rows, int width, Span<float> sums, CancellationToken cancellation)
    {
        var columns = Ensemble.Columns;
        var count = sums.Length / columns;
        Span<int> reached = stackalloc int[Block];
        for (var start = 0; start < count; start += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            var some = Math.Min(Block, count - start);
            var own = rows.Slice(start * width, some * width);
            var target = sums.Slice(start * columns, some * columns);
            for (var tree = 0; tree < roots.Length; tree++)
            {
                Find(tree, own, width, reached[..some]);
                Add(tree, reached[..some], target);
            }
        }
    }

    private void Lay(DecisionTree tree, int first, Func<float, float> threshold)
    {
        // Breadth-first, so that the two children of a branch are neighbours.
        List<int> order = [0];
        for (var place = 0; place < order.Count; place++)
        {
            var node = order[place];
            tree.LeafOf(node).CopyTo(leaves.AsSpan((first + place) * tree.Columns));
            if (tree.IsLeaf(node))
            {
                nodes[first + place] = new Node(0, 0, first + place, 0);
                continue;
            }

            nodes[first + place] = new Node(threshold(tree.Threshold[node]), tree.Feature[node], first + order.Count, 1);
            order.Add(tree.True[node]);
            order.Add(tree.False[node]);
        }
    }

    private void Add(int tree, ReadOnlySpan<int> reached, Span<float> sums)
    {
        var columns = Ensemble.Columns;
        if (columnOfTree is not null)
        {
            var column = columnOfTree[tree];
            for (var row = 0; row < reached.Length; row++)
            {
                sums[(row * columns) + column] += leaves[(reached[row] * columns) + column];
            }

            return;
        }

        for (var row = 0; row < reached.Length; row++)
        {
            ReadOnlySpan<float> leaf = leaves.AsSpan(reached[row] * columns, columns);
            var own = sums.Slice(row * columns, columns);
            for (var column = 0; column < leaf.Length; column++)
            {
                own[column] += leaf[column];
            }
        }
    }

    /// <summary>The leaf each record falls into. Eight records at a time, since each step of one waits for the step before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(int tree, ReadOnlySpan<float> rows, int width, Span<int> reached)
    {
        ref var all = ref MemoryMarshal.GetArrayDataReference(nodes);
        ref var first = ref MemoryMarshal.GetReference(rows);
        (var root, var depth) = (roots[tree], depths[tree]);
        var row = 0;
        for (; row + 8 <= reached.Length; row += 8)
        {
            ref var r0 = ref Unsafe.Add(ref first, row * width);
            ref var r1 = ref Unsafe.Add(ref r0, width);
            ref var r2 = ref Unsafe.Add(ref r1, width);
            ref var r3 = ref Unsafe.Add(ref r2, width);
            ref var r4 = ref Unsafe.Add(ref r3, width);
            ref var r5 = ref Unsafe.Add(ref r4, width);
            ref var r6 = ref Unsafe.Add(ref r5, width);
            ref var r7 = ref Unsafe.Add(ref r6, width);
            int n0 = root, n1 = root, n2 = root, n3 = root, n4 = root, n5 = root, n6 = root, n7 = root;
            for (var level = 0; level < depth; level++)
            {
                if (level % Look == Look - 1 && IsLeaf(ref all, n0, n1, n2, n3) && IsLeaf(ref all, n4, n5, n6, n7))
                {
                    break;
                }

                n0 = Child(ref all, n0, ref r0);
                n1 = Child(ref all, n1, ref r1);
                n2 = Child(ref all, n2, ref r2);
                n3 = Child(ref all, n3, ref r3);
                n4 = Child(ref all, n4, ref r4);
                n5 = Child(ref all, n5, ref r5);
                n6 = Child(ref all, n6, ref r6);
                n7 = Child(ref all, n7, ref r7);
            }

            (reached[row], reached[row + 1], reached[row + 2], reached[row + 3]) = (n0, n1, n2, n3);
            (reached[row + 4], reached[row + 5], reached[row + 6], reached[row + 7]) = (n4, n5, n6, n7);
        }

        for (; row < reached.Length; row++)
        {
            var node = root;
            for (var level = 0; level < depth; level++)
            {
                node = Child(ref all, node, ref Unsafe.Add(ref first, row * width));
            }

            reached[row] = node;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Child(ref Node all, int place, ref float row)
    {
        ref var node = ref Unsafe.Add(ref all, place);
        var isFirst = Unsafe.Add(ref row, node.Feature) <= node.Threshold;
        return node.Next + ((Unsafe.BitCast<bool, byte>(isFirst) ^ 1) & node.Step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLeaf(ref Node all, int a, int b, int c, int d) =>
        (Unsafe.Add(ref all, a).Step | Unsafe.Add(ref all, b).Step | Unsafe.Add(ref all, c).Step | Unsafe.Add(ref all, d).Step) == 0;

    /// <param name="Threshold">A record whose feature is at most this goes to the first child.</param>
    /// <param name="Feature">What a branch looks at; 0 at a leaf, whose way leads to itself.</param>
    /// <param name="Next">The first child, or the leaf itself.</param>
    /// <param name="Step">From the first child to the second: 1, or 0 at a leaf.</param>
    private readonly record struct Node(float Threshold, int Feature, int Next, int Step);
}
