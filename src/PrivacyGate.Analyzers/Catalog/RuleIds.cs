namespace PrivacyGate.Analyzers.Catalog;

internal static class RuleIds
{
    public const string PublicScores = "PG1001";
    public const string LoggedScores = "PG1002";
    public const string UngatedModel = "PG1003";
    public const string FailedModel = "PG1004";
    public const string ShippedData = "PG1005";
    public const string WeakGuard = "PG1006";
    public const string ScoresWithIdentity = "PG1007";
}
