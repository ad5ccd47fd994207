using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Names of parameters and members that name a person or record. A plain id counts on a type that is one.</summary>
internal static class Identities
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PatientId", "UserId", "CustomerId", "PersonId", "MemberId", "SubjectId", "EmployeeId", "StudentId", "ApplicantId", "AccountId",
        "RecordId", "CitizenId", "ClientId", "Email", "EmailAddress", "Ssn", "SocialSecurityNumber", "NationalId", "Mrn", "MedicalRecordNumber",
        "UserName", "FullName", "LastName", "FirstName", "Surname", "PatientName", "CustomerName", "PhoneNumber", "PassportNumber",
    };

    private static readonly HashSet<string> Persons = ["Patient", "Customer", "Person", "User", "Employee", "Student", "Applicant", "Member", "Subject", "Citizen", "Record"];

    private static readonly string[] Suffixes = ["", "Dto", "Model", "Entity", "Record", "Row"];

    public static bool Named(ISymbol symbol) =>
        Names.Contains(symbol.Name) || (symbol is IPropertySymbol or IFieldSymbol && symbol.Name is "Id" or "Name" && IsPerson(symbol.ContainingType.Name));

    private static bool IsPerson(string type) => Suffixes.Any(suffix => type.EndsWith(suffix, StringComparison.Ordinal) && Persons.Contains(type.Substring(0, type.Length - suffix.Length)));
}
