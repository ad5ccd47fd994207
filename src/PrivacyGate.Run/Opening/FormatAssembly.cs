using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using PrivacyGate.Formats;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Run.Opening;

/// <summary>
/// An assembly that reads a format of model files, with the libraries beside it. They are loaded apart from those of the tool;
/// the engine alone is shared.
/// </summary>
internal static class FormatAssembly
{
    private static readonly ConcurrentDictionary<string, Lazy<IModelFormat>> Loaded = new(StringComparer.Ordinal);

    /// <param name="path">The assembly.</param>
    /// <exception cref="InputException">PG0308: it is not there, is of another version, or reads no format.</exception>
    public static IModelFormat Load(string path) => Loaded.GetOrAdd(Path.GetFullPath(path), static full => new Lazy<IModelFormat>(() => LoadOnce(full))).Value;

    private static IModelFormat LoadOnce(string path)
    {
        if (!File.Exists(path))
        {
            throw Unusable(path, "does not exist; name PrivacyGate.MLNet.dll in the folder tools/net10.0 of the package");
        }

        try
        {
            var assembly = new Surroundings(path).LoadFromAssemblyPath(path);
            var (own, other) = (VersionOf(typeof(IModelFormat).Assembly), VersionOf(assembly));
            if (own != other)
            {
                throw Unusable(path, $"is of version {other}, and this is PrivacyGate {own}; use packages of one version");
            }

            var type = assembly.GetExportedTypes().FirstOrDefault(static type => type is { IsAbstract: false } && typeof(IModelFormat).IsAssignableFrom(type));
            return type is null ? throw Unusable(path, "reads no format of models; name PrivacyGate.MLNet.dll") : (IModelFormat)Activator.CreateInstance(type)!;
        }
        catch (Exception problem) when (problem is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or ReflectionTypeLoadException or TargetInvocationException)
        {
            throw Unusable(path, $"cannot be loaded ({problem.GetType().Name}); restore the package PrivacyGate.MLNet again", problem);
        }
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private static InputException Unusable(string path, string why, Exception? inner = null) =>
        new(Diagnostic.Error(DiagnosticIds.FormatUnusable, $"the assembly {MessageText.Plain(path)} (--format) {why}"), inner);

    /// <summary>Libraries of one assembly. What the folder does not hold, and the engine, come from the tool.</summary>
    private sealed class Surroundings(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
    {
        private readonly string folder = Path.GetDirectoryName(path)!;

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var beside = Path.Combine(folder, assemblyName.Name + ".dll");
            return assemblyName.Name == typeof(IModelFormat).Assembly.GetName().Name || !File.Exists(beside) ? null : LoadFromAssemblyPath(beside);
        }

        protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
        {
            string[] names = OperatingSystem.IsWindows() ? [unmanagedDllName + ".dll", unmanagedDllName]
                : OperatingSystem.IsMacOS() ? [$"lib{unmanagedDllName}.dylib", unmanagedDllName + ".dylib", unmanagedDllName]
                : [$"lib{unmanagedDllName}.so", unmanagedDllName + ".so", unmanagedDllName];
            var found = new[] { Path.Combine(folder, "runtimes", Platform, "native"), folder }
                .SelectMany(place => names.Select(name => Path.Combine(place, name))).FirstOrDefault(File.Exists);
            return found is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(found);
        }

        /// <summary>As packages name it, whatever distribution runs it.</summary>
        private static string Platform =>
            $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
