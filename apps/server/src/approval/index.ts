export { type ApprovalPorts, approvalRoutes } from "./approval-routes.ts";
