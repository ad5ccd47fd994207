using System.Reflection;
using System.Runtime.Loader;

namespace PrivacyGate.GuardTests;

public sealed class TwoBuildsTests
{
    private static readonly (string Name, object[] Parameters)[] Calls =
    [
        ("Round", [2]), ("TopK", [2, true]), ("LabelOnly", []), ("OrderOnly", []), ("Temperature", [3f]), ("Clip", [0.01f, 0.9f]), ("Noise", [0.2f, 5UL]),
    ];

    [Fact]
    public void The_build_for_netstandard_gives_the_same_bits()
    {
        var older = Load(BuildOf("netstandard2.0"));
        Assert.NotEqual(typeof(ScoreGuard), older);
        Assert.StartsWith(".NETStandard,Version=v2.0", FrameworkOf(older), StringComparison.Ordinal);
        foreach (var (name, parameters) in Calls)
        {
            var (mine, theirs) = (MethodOf(typeof(ScoreGuard), name, parameters.Length), MethodOf(older, name, parameters.Length));
            foreach (var scores in Rows.Probabilities(1_000))
            {
                Assert.Equal((float[])mine.Invoke(null, [scores, .. parameters])!, (float[])theirs.Invoke(null, [scores, .. parameters])!);
            }
        }
    }

    [Fact]
    public void Both_builds_have_the_same_public_methods()
    {
        Assert.Equal(Signatures(typeof(ScoreGuard)), Signatures(Load(BuildOf("netstandard2.0"))));

        static IEnumerable<string> Signatures(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(static method => method.ToString()!).Order(StringComparer.Ordinal);
    }

    /// <summary>Nothing but the framework, and System.Memory on the old one.</summary>
    [Fact]
    public void Neither_build_depends_on_a_package_but_System_Memory()
    {
        Assert.All(typeof(ScoreGuard).Assembly.GetReferencedAssemblies(), static name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));
        Assert.Equal(["System.Buffers", "System.Memory", "netstandard"], Load(BuildOf("netstandard2.0")).Assembly.GetReferencedAssemblies().Select(static name => name.Name).Order(StringComparer.Ordinal));
    }

    private static string BuildOf(string framework) =>
        Repository.Path("src", "PrivacyGate.ScoreGuard", "bin", Configuration, framework, "PrivacyGate.ScoreGuard.dll");

    private static string Configuration => typeof(TwoBuildsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Configuration").Value!;

    private static string FrameworkOf(Type type) => type.Assembly.GetCustomAttribute<System.Runtime.Versioning.TargetFrameworkAttribute>()!.FrameworkName;

    private static Type Load(string path) => new AssemblyLoadContext(null).LoadFromAssemblyPath(path).GetType(typeof(ScoreGuard).FullName!)!;

    private static MethodInfo MethodOf(Type type, string name, int parameters) =>
        type.GetMethods().Single(method => method.Name == name && method.GetParameters().Length == parameters + 1 && method.GetParameters()[0].ParameterType == typeof(float[]));
}
