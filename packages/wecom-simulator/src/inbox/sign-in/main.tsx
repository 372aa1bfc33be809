import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { pageOf } from './address';
import { SignInPage } from './sign-in-page';
import '../page.css';
import './sign-in.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <SignInPage page={pageOf(window.location.pathname)} query={window.location.search} />
  </StrictMode>,
);
