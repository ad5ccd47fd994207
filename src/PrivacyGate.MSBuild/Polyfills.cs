// What files shared with projects for .NET 10 need, and netstandard2.0 has not.
namespace System
{
    internal static class Polyfills
    {
        extension(OperatingSystem)
        {
            public static bool IsWindows() => IO.Path.DirectorySeparatorChar == '\\';
        }

        public static bool Contains(this string text, char sought, StringComparison _) => text.IndexOf(sought) >= 0;
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>The compiler needs this type for records.</summary>
    internal static class IsExternalInit;
}
